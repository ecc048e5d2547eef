import { Plus, X } from 'lucide-react';
import { type ReactNode, useId } from 'react';
import { Button } from './button.tsx';
import { cx } from './cx.ts';
import { type FieldProblem, Problems } from './field.tsx';
import { IconButton } from './icon-button.tsx';
import styles from './key-value-list.module.css';

export interface NameAndValue {
  name: string;
  value: string;
}

export interface KeyValueListProps {
  /** What the pairs are, in the plural: "Headers". */
  label: string;
  /** One of them: "header". */
  noun: string;
  items: readonly NameAndValue[];
  maximum?: number | undefined;
  /** Problems of one line, by its index. */
  problemsAt: (index: number) => readonly FieldProblem[];
  problems?: readonly FieldProblem[] | undefined;
  hint?: ReactNode;
  onChange: (items: NameAndValue[]) => void;
  /** In place of the value's plain box. */
  renderValue?: ((item: NameAndValue, index: number, onChange: (value: string) => void) => ReactNode) | undefined;
}

/** Pairs of name and value in their order, with a button for one more. */
export function KeyValueList(props: KeyValueListProps) {
  const { label, noun, items, maximum, problemsAt, problems = [], hint, onChange, renderValue } = props;
  const id = useId();
  const full = maximum !== undefined && items.length >= maximum;
  function replace(index: number, change: Partial<NameAndValue>): void {
    onChange(items.map((item, each) => (each === index ? { ...item, ...change } : item)));
  }
  function add(): void {
    onChange([...items, { name: '', value: '' }]);
    requestAnimationFrame(() => document.getElementById(`${id}-name-${items.length}`)?.focus());
  }
  function remove(index: number): void {
    onChange(items.filter((_, each) => each !== index));
    requestAnimationFrame(() => {
      const next = document.getElementById(`${id}-name-${Math.min(index, items.length - 2)}`);
      (next ?? document.getElementById(`${id}-add`))?.focus();
    });
  }
  return (
    <fieldset className={styles.list}>
      <legend className={styles.legend}>
        {label}
        {maximum !== undefined && (
          <span className={styles.count}>
            {items.length} of {maximum}
          </span>
        )}
      </legend>
      {items.map((item, index) => {
        const found = problemsAt(index);
        const invalid = found.some(({ severity }) => severity === 'error') || undefined;
        return (
          // biome-ignore lint/suspicious/noArrayIndexKey: lines have no identity but their place, and names may repeat
          <div key={index} className={styles.line}>
            <input
              id={`${id}-name-${index}`}
              className={cx(styles.box, 'mono')}
              aria-label={`Name of ${noun} ${index + 1}`}
              aria-invalid={invalid}
              aria-describedby={found.length > 0 ? `${id}-problems-${index}` : undefined}
              placeholder="Name"
              spellCheck={false}
              value={item.name}
              onChange={(event) => replace(index, { name: event.target.value })}
            />
            {renderValue?.(item, index, (value) => replace(index, { value })) ?? (
              <input
                className={cx(styles.box, 'mono')}
                aria-label={`Value of ${noun} ${index + 1}`}
                aria-invalid={invalid}
                placeholder="Value"
                spellCheck={false}
                value={item.value}
                onChange={(event) => replace(index, { value: event.target.value })}
              />
            )}
            <IconButton
              label={`Remove ${noun} ${index + 1}`}
              tooltip={`Remove ${noun}`}
              icon={<X />}
              onClick={() => remove(index)}
            />
            <div className={styles.problems}>
              <Problems id={`${id}-problems-${index}`} problems={found} />
            </div>
          </div>
        );
      })}
      <Problems problems={problems} />
      <div className={styles.foot}>
        <Button id={`${id}-add`} size="small" icon={<Plus />} disabled={full} onClick={add}>
          Add {noun}
        </Button>
        {full && <span className={styles.hint}>{maximum} is the most that the service takes.</span>}
        {!full && hint !== undefined && <span className={styles.hint}>{hint}</span>}
      </div>
    </fieldset>
  );
}
