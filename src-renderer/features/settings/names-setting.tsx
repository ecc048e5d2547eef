import { Plus, X } from 'lucide-react';
import { type FormEvent, useState } from 'react';
import type { SettingSpec } from '../../../src-preload/contract/provider.ts';
import { Button } from '../../ui/button.tsx';
import type { FieldProblem } from '../../ui/field.tsx';
import { IconButton } from '../../ui/icon-button.tsx';
import { TextField } from '../../ui/text-field.tsx';
import styles from './settings-screen.module.css';

interface NamesSettingProps {
  spec: Extract<SettingSpec, { kind: 'names' }>;
  names: readonly string[];
  disabled: boolean;
  problems: readonly FieldProblem[];
  onChange: (names: string[]) => void;
}

/** A list of names: teams, services, customers. */
export function NamesSetting({ spec, names, disabled, problems, onChange }: NamesSettingProps) {
  const [name, setName] = useState('');
  const trimmed = name.trim();
  const taken = names.includes(trimmed);
  function add(event: FormEvent): void {
    event.preventDefault();
    if (trimmed === '' || taken) return;
    onChange([...names, trimmed]);
    setName('');
  }
  return (
    <div>
      <form className={styles.bottom} onSubmit={add}>
        <TextField
          label={spec.label}
          value={name}
          placeholder="Another name"
          disabled={disabled}
          problems={taken ? [{ message: `“${trimmed}” is there already.`, severity: 'error' }] : problems}
          onChange={setName}
        />
        <Button type="submit" icon={<Plus />} disabled={disabled || trimmed === '' || taken}>
          Add
        </Button>
      </form>
      <p className={styles.note}>{spec.hint}</p>
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
