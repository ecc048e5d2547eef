import { Plus, X } from 'lucide-react';
import { type FormEvent, useState } from 'react';
import type { nameSeparator, SettingSpec } from '../../../src-preload/contract/provider.ts';
import { Button } from '../../ui/button.tsx';
import { type FieldProblem, Problems } from '../../ui/field.tsx';
import { IconButton } from '../../ui/icon-button.tsx';
import { Select } from '../../ui/select.tsx';
import { TextField } from '../../ui/text-field.tsx';
import styles from './settings-screen.module.css';

// The page imports no values of the contract; the type keeps the two the same.
const separator: typeof nameSeparator = ' / ';

interface NamesSettingProps {
  spec: Extract<SettingSpec, { kind: 'names' }>;
  names: readonly string[];
  /** Names of the setting that these lie within; null for a plain list. */
  parents: readonly string[] | null;
  /** Names of the setting that these are chosen from; null where they are typed. */
  choices: readonly string[] | null;
  disabled: boolean;
  problems: readonly FieldProblem[];
  onChange: (names: string[]) => void;
}

/** A list of names: teams, services, customers. */
export function NamesSetting({ spec, names, parents, choices, disabled, problems, onChange }: NamesSettingProps) {
  const [name, setName] = useState('');
  const [chosen, setChosen] = useState<string | null>(null);
  const parent = parents === null ? null : (parents.find((each) => each === chosen) ?? parents[0] ?? null);
  const free = choices?.filter((each) => !names.includes(each)) ?? null;
  const trimmed = free === null ? name.trim() : (free.find((each) => each === name) ?? free[0] ?? '');
  const whole = parent === null ? trimmed : `${parent}${separator}${trimmed}`;
  const taken = trimmed !== '' && names.includes(whole);
  const orphan = parents !== null && parent === null;
  function add(event: FormEvent): void {
    event.preventDefault();
    if (trimmed === '' || taken || orphan) return;
    onChange([...names, whole]);
    setName('');
  }
  return (
    <div className={styles.namesSetting}>
      <form className={styles.bottom} onSubmit={add}>
        {parents !== null && (
          <Select
            label="Within"
            value={parent}
            options={parents.map((each) => ({ value: each, label: each }))}
            disabled={disabled || orphan}
            onChange={setChosen}
          />
        )}
        {free === null ? (
          <TextField
            label={spec.label}
            value={name}
            placeholder="Another name"
            disabled={disabled || orphan}
            onChange={setName}
          />
        ) : (
          <Select
            label={spec.label}
            value={trimmed === '' ? null : trimmed}
            placeholder="None is left"
            options={free.map((each) => ({ value: each, label: each }))}
            disabled={disabled || free.length === 0}
            onChange={setName}
          />
        )}
        <Button type="submit" icon={<Plus />} disabled={disabled || orphan || trimmed === '' || taken}>
          Add
        </Button>
      </form>
      {/* Under the whole row, so that a long sentence does not push the button about. */}
      <Problems problems={taken ? [{ message: `“${whole}” is there already.`, severity: 'error' }] : problems} />
      <p className={styles.hint}>{spec.hint}</p>
      <ul className={styles.names} aria-label={spec.label}>
        {names.map((each) => (
          <li key={each} className={styles.nameChip}>
            {each}
            <IconButton
              size="small"
              label={`Remove ${each}`}
              icon={<X />}
              disabled={disabled}
              onClick={() => onChange(names.filter((other) => other !== each))}
            />
          </li>
        ))}
      </ul>
    </div>
  );
}
