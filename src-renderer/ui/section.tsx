import type { ReactNode } from 'react';
import styles from './section.module.css';

export interface SectionProps {
  title: string;
  hint?: ReactNode;
  children: ReactNode;
}

/** A part of a form: its name at the left, its fields beside it; above it in a narrow pane. */
export function Section({ title, hint, children }: SectionProps) {
  return (
    <section className={styles.section}>
      <header className={styles.head}>
        <h2 className={styles.title}>{title}</h2>
        {hint !== undefined && <p className={styles.hint}>{hint}</p>}
      </header>
      <div className={styles.fields}>{children}</div>
    </section>
  );
}

/** A scrolling column of sections. */
export function Form({ label, children }: { label: string; children: ReactNode }) {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable with the keyboard
    <section className={styles.form} aria-label={label} tabIndex={0}>
      <div className={styles.column}>{children}</div>
    </section>
  );
}

/** Fields side by side, as many as there is room for. */
export function FieldRow({ children }: { children: ReactNode }) {
  return <div className={styles.row}>{children}</div>;
}
