import { Command } from 'cmdk';
import { Check, ChevronsUpDown } from 'lucide-react';
import { Popover } from 'radix-ui';
import { type KeyboardEvent, type ReactNode, useState } from 'react';
import styles from './combobox.module.css';
import { Field, type FieldParts } from './field.tsx';
import selectStyles from './select.module.css';

export interface ComboboxOption {
  value: string;
  label: string;
  hint?: string | undefined;
  icon?: ReactNode;
  /** It is shown and cannot be chosen. */
  disabled?: boolean | undefined;
}

export interface ComboboxProps extends FieldParts {
  value: string | null;
  options: readonly ComboboxOption[];
  onChange: (value: string) => void;
  placeholder?: string | undefined;
  /** When nothing fits what is typed. */
  empty?: string | undefined;
  disabled?: boolean | undefined;
  /** What is typed has to stand in the label or the hint as it is; else letters in that order are enough. */
  byText?: boolean | undefined;
}

/** Those that hold what is typed; first where it begins the label, then where it begins a word. */
function findByText(options: readonly ComboboxOption[], search: string): readonly ComboboxOption[] {
  const wanted = search.trim().toLowerCase();
  if (wanted === '') return options;
  const ranked = options.map((option) => {
    const text = `${option.label}\n${option.hint ?? ''}`.toLowerCase();
    const rank = text.startsWith(wanted) ? 0 : text.includes(` ${wanted}`) ? 1 : text.includes(wanted) ? 2 : 3;
    return { option, rank };
  });
  return ranked
    .filter(({ rank }) => rank < 3)
    .sort((one, other) => one.rank - other.rank)
    .map(({ option }) => option);
}

/** A character that begins a search; a space opens the list as a button does. */
function isTyped({ key, ctrlKey, metaKey, altKey, nativeEvent }: KeyboardEvent): boolean {
  const isPlain = !ctrlKey && !metaKey && !altKey && !nativeEvent.isComposing;
  return isPlain && [...key].length === 1 && key !== ' ';
}

/** One of many, found by typing: on the closed field as in the open list. */
export function Combobox(props: ComboboxProps) {
  const { label, hideLabel, hint, problems, optional, value, options, onChange, disabled } = props;
  const { placeholder = 'Choose', empty = 'Nothing fits', byText = false } = props;
  const [open, setOpen] = useState(false);
  const [search, setSearch] = useState('');
  const shown = byText ? findByText(options, search) : options;
  const chosen = options.find((option) => option.value === value);
  return (
    <Field {...{ label, hideLabel, hint, problems, optional }}>
      {(ids) => (
        <Popover.Root
          open={open}
          onOpenChange={(next) => {
            setOpen(next);
            setSearch('');
          }}
        >
          <Popover.Trigger
            className={selectStyles.trigger}
            role="combobox"
            data-placeholder={chosen === undefined ? '' : undefined}
            disabled={disabled === true}
            onKeyDown={(event) => {
              if (!isTyped(event)) return;
              event.preventDefault();
              setOpen(true);
              setSearch(event.key);
            }}
            {...ids}
          >
            <span className={selectStyles.value}>{chosen?.label ?? placeholder}</span>
            <span className={selectStyles.arrow}>
              <ChevronsUpDown />
            </span>
          </Popover.Trigger>
          <Popover.Portal>
            <Popover.Content
              className={styles.pop}
              aria-label={label}
              data-wide={byText ? '' : undefined}
              align="start"
              sideOffset={4}
              collisionPadding={8}
            >
              <Command label={label} shouldFilter={!byText}>
                <Command.Input
                  className={styles.search}
                  placeholder={`Search ${label.toLowerCase()}`}
                  value={search}
                  onValueChange={setSearch}
                  autoFocus
                />
                <Command.List className={styles.list}>
                  <Command.Empty className={styles.empty}>{empty}</Command.Empty>
                  {shown.map((option) => (
                    <Command.Item
                      key={option.value}
                      value={option.value}
                      keywords={[option.label, option.hint ?? '']}
                      disabled={option.disabled === true}
                      className={styles.option}
                      onSelect={() => {
                        onChange(option.value);
                        setOpen(false);
                        setSearch('');
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
