import { Check } from 'lucide-react';
import { Checkbox as Radix } from 'radix-ui';
import { type ReactNode, useId } from 'react';
import styles from './checkbox.module.css';

export interface CheckboxProps {
  label: ReactNode;
  hint?: ReactNode;
  checked: boolean;
  disabled?: boolean | undefined;
  onChange: (checked: boolean) => void;
}

/** One thing of a set, taken or not. */
export function Checkbox({ label, hint, checked, disabled, onChange }: CheckboxProps) {
  const id = useId();
  return (
    <div className={styles.row}>
      <Radix.Root
        id={id}
        className={styles.box}
        checked={checked}
        disabled={disabled === true}
        onCheckedChange={(next) => onChange(next === true)}
        aria-describedby={hint ? `${id}-hint` : undefined}
      >
        <Radix.Indicator className={styles.mark}>
          <Check />
        </Radix.Indicator>
      </Radix.Root>
      <div className={styles.text}>
        <label htmlFor={id}>{label}</label>
        {hint ? (
          <div id={`${id}-hint`} className={styles.hint}>
            {hint}
          </div>
        ) : null}
      </div>
    </div>
  );
}
