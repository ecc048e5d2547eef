import { CircleX, TriangleAlert } from 'lucide-react';
import { type ReactNode, useId } from 'react';
import { cx } from './cx.ts';
import styles from './field.module.css';
import { useFocusHandover } from './use-focus-handover.ts';

export interface FieldProblem {
  message: string;
  severity: 'error' | 'warning';
  /** A click that mends it. */
  action?: { label: string; run: () => void } | undefined;
}

export interface FieldParts {
  label: string;
  /** Not shown, but there for screen readers: for a field whose place says what it is. */
  hideLabel?: boolean | undefined;
  hint?: ReactNode;
  problems?: readonly FieldProblem[] | undefined;
  /** Says "optional" behind the label. */
  optional?: boolean | undefined;
}

export interface FieldIds {
  id: string;
  'aria-describedby': string | undefined;
  'aria-invalid': true | undefined;
}

interface FieldProps extends FieldParts {
  className?: string | undefined;
  /** Stands at the end of the label's line. */
  aside?: ReactNode;
  children: (ids: FieldIds) => ReactNode;
}

/** Label, control, hint and what is wrong, tied together for eyes and for screen readers. */
export function Field({ label, hideLabel, hint, problems = [], optional, className, aside, children }: FieldProps) {
  const id = useId();
  const describedBy = [hint ? `${id}-hint` : null, problems.length > 0 ? `${id}-problems` : null];
  return (
    <div className={cx(styles.field, className)}>
      <div className={cx(styles.line, hideLabel === true && aside === undefined && 'visually-hidden')}>
        <label htmlFor={id} className={styles.label}>
          {label}
        </label>
        {optional === true && <span className={styles.optional}>optional</span>}
        {aside !== undefined && <span className={styles.aside}>{aside}</span>}
      </div>
      {children({
        id,
        'aria-describedby': describedBy.filter((each) => each !== null).join(' ') || undefined,
        'aria-invalid': problems.some(({ severity }) => severity === 'error') || undefined,
      })}
      <Problems id={`${id}-problems`} problems={problems} />
      {hint ? (
        <div id={`${id}-hint`} className={styles.hint}>
          {hint}
        </div>
      ) : null}
    </div>
  );
}

function Action({ label, run }: NonNullable<FieldProblem['action']>) {
  const ref = useFocusHandover<HTMLButtonElement>();
  return (
    <button ref={ref} type="button" className={styles.action} onClick={run}>
      {label}
    </button>
  );
}

/** What is wrong at a place, each with its icon and its words. */
export function Problems({ id, problems }: { id?: string | undefined; problems: readonly FieldProblem[] }) {
  if (problems.length === 0) return null;
  return (
    <div id={id} className={styles.problems}>
      {problems.map(({ message, severity, action }) => (
        <p key={message} className={styles.problem} data-severity={severity}>
          {severity === 'error' ? <CircleX aria-label="Error:" /> : <TriangleAlert aria-label="Warning:" />}
          <span className="selectable">{message}</span>
          {action !== undefined && <Action {...action} />}
        </p>
      ))}
    </div>
  );
}
