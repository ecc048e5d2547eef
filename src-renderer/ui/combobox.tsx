import { Command } from 'cmdk';
import { Check, ChevronsUpDown } from 'lucide-react';
import { Popover } from 'radix-ui';
import { type ReactNode, useState } from 'react';
import styles from './combobox.module.css';
import { Field, type FieldParts } from './field.tsx';
import selectStyles from './select.module.css';

export interface ComboboxOption {
  value: string;
  label: string;
  hint?: string | undefined;
  icon?: ReactNode;
}

export interface ComboboxProps extends FieldParts {
  value: string | null;
  options: readonly ComboboxOption[];
  onChange: (value: string) => void;
  placeholder?: string | undefined;
  /** When nothing fits what is typed. */
  empty?: string | undefined;
  disabled?: boolean | undefined;
}

/** One of many, found by typing. */
export function Combobox(props: ComboboxProps) {
  const { label, hideLabel, hint, problems, optional, value, options, onChange, disabled } = props;
  const { placeholder = 'Choose', empty = 'Nothing fits' } = props;
  const [open, setOpen] = useState(false);
  const chosen = options.find((option) => option.value === value);
  return (
    <Field {...{ label, hideLabel, hint, problems, optional }}>
      {(ids) => (
        <Popover.Root open={open} onOpenChange={setOpen}>
          <Popover.Trigger
            className={selectStyles.trigger}
            role="combobox"
            data-placeholder={chosen === undefined ? '' : undefined}
            disabled={disabled === true}
            {...ids}
          >
            <span className={selectStyles.value}>{chosen?.label ?? placeholder}</span>
            <span className={selectStyles.arrow}>
              <ChevronsUpDown />
            </span>
          </Popover.Trigger>
          <Popover.Portal>
            <Popover.Content className={styles.pop} align="start" sideOffset={4} collisionPadding={8}>
              <Command label={label}>
                <Command.Input className={styles.search} placeholder={`Search ${label.toLowerCase()}`} autoFocus />
                <Command.List className={styles.list}>
                  <Command.Empty className={styles.empty}>{empty}</Command.Empty>
                  {options.map((option) => (
                    <Command.Item
                      key={option.value}
                      value={option.value}
                      keywords={[option.label, option.hint ?? '']}
                      className={styles.option}
                      onSelect={() => {
                        onChange(option.value);
                        setOpen(false);
                      }}
                    >
                      {option.icon}
                      <span className={styles.text}>
                        {option.label}
                        {option.hint !== undefined && <span className={styles.hint}>{option.hint}</span>}
                      </span>
                      {option.value === value && <Check aria-label="chosen" />}
                    </Command.Item>
                  ))}
                </Command.List>
              </Command>
            </Popover.Content>
          </Popover.Portal>
        </Popover.Root>
      )}
    </Field>
  );
}
