import { Copy } from 'lucide-react';
import type { ReactNode } from 'react';
import styles from './facts.module.css';
import { IconButton } from './icon-button.tsx';

export interface Fact {
  name: string;
  value: ReactNode;
  /** In the fixed-width face: for what is compared letter by letter. */
  mono?: boolean | undefined;
  /** Shows a button that copies. */
  onCopy?: (() => void) | undefined;
}

/** Names and values under one another. */
export function Facts({ facts }: { facts: readonly Fact[] }) {
  return (
    <dl className={styles.facts}>
      {facts.map(({ name, value, mono, onCopy }) => (
        <FactLine key={name} {...{ name, value, mono, onCopy }} />
      ))}
    </dl>
  );
}

function FactLine({ name, value, mono, onCopy }: Fact) {
  return (
    <>
      <dt className={styles.name}>{name}</dt>
      <dd className={styles.value} data-mono={mono === true ? '' : undefined}>
        <span className={styles.words}>{value}</span>
        {onCopy !== undefined && (
          <IconButton size="small" label={`Copy ${name.toLowerCase()}`} icon={<Copy />} onClick={onCopy} />
        )}
      </dd>
    </>
  );
}
