import { Check, ChevronDown } from 'lucide-react';
import { Select as Radix } from 'radix-ui';
import { type ReactNode, useEffect, useRef, useState } from 'react';
import { cx } from './cx.ts';
import { Field, type FieldIds, type FieldParts } from './field.tsx';
import styles from './select.module.css';

export interface SelectOption<Value extends string = string> {
  value: Value;
  label: string;
  hint?: string | undefined;
  icon?: ReactNode;
  disabled?: boolean | undefined;
  /** Options with the same heading in a row stand together under it. */
  group?: string | undefined;
}

interface SelectBoxProps<Value extends string> {
  value: Value | null;
  options: readonly SelectOption<Value>[];
  onChange: (value: Value) => void;
  placeholder?: string | undefined;
  disabled?: boolean | undefined;
  /** `bare` has no box until it is pointed at: for bars. */
  look?: 'box' | 'bare' | undefined;
  className?: string | undefined;
}

export interface SelectProps<Value extends string = string> extends FieldParts, SelectBoxProps<Value> {
  aside?: ReactNode;
}

/** One of several, with its label. */
export function Select<Value extends string>(props: SelectProps<Value>) {
  const { label, hideLabel, hint, problems, optional, aside, ...box } = props;
  return (
    <Field {...{ label, hideLabel, hint, problems, optional, aside }}>
      {(ids) => <SelectBox {...box} ids={ids} />}
    </Field>
  );
}

/** The box alone, for bars: its name is not shown. */
export function BareSelect<Value extends string>({ label, ...box }: SelectBoxProps<Value> & { label: string }) {
  return <SelectBox look="bare" {...box} name={label} />;
}

function groupsOf<Value extends string>(options: readonly SelectOption<Value>[]) {
  const groups: { heading: string | undefined; options: SelectOption<Value>[] }[] = [];
  for (const option of options) {
    const last = groups.at(-1);
    if (last !== undefined && last.heading === option.group) last.options.push(option);
    else groups.push({ heading: option.group, options: [option] });
  }
  return groups;
}

/** While a list is open, what it covers is hidden from screen readers; it must then not take the focus either. */
function useInertBehind(open: boolean) {
  const trigger = useRef<HTMLButtonElement>(null);
  useEffect(() => {
    const behind = open ? trigger.current?.closest<HTMLElement>('body > *') : null;
    if (behind == null) return;
    behind.inert = true;
    return () => {
      behind.inert = false;
    };
  }, [open]);
  return trigger;
}

function SelectBox<Value extends string>(
  props: SelectBoxProps<Value> & { ids?: FieldIds | undefined; name?: string | undefined },
) {
  const {
    value,
    options,
    onChange,
    placeholder = 'Choose',
    disabled = false,
    look = 'box',
    className,
    ids,
    name,
  } = props;
  const chosen = options.find((option) => option.value === value);
  const [open, setOpen] = useState(false);
  const trigger = useInertBehind(open);
  return (
    <Radix.Root
      value={value ?? ''}
      onValueChange={(next) => onChange(next as Value)}
      disabled={disabled}
      open={open}
      onOpenChange={setOpen}
    >
      <Radix.Trigger
        ref={trigger}
        className={cx(styles.trigger, className)}
        data-look={look}
        aria-label={name}
        {...ids}
      >
        {chosen?.icon !== undefined && <span className={styles.icon}>{chosen.icon}</span>}
        <span className={styles.value}>
          <Radix.Value placeholder={placeholder}>{chosen?.label}</Radix.Value>
        </span>
        <Radix.Icon className={styles.arrow}>
          <ChevronDown />
        </Radix.Icon>
      </Radix.Trigger>
      <Radix.Portal>
        <Radix.Content className={styles.list} position="popper" sideOffset={4} collisionPadding={8}>
          <Radix.Viewport className={styles.viewport}>
            {groupsOf(options).map((group) => (
              <Radix.Group key={group.heading ?? group.options[0]?.value}>
                {group.heading !== undefined && <Radix.Label className={styles.heading}>{group.heading}</Radix.Label>}
                {group.options.map((option) => (
                  <SelectItem key={option.value} option={option} />
                ))}
              </Radix.Group>
            ))}
          </Radix.Viewport>
        </Radix.Content>
      </Radix.Portal>
    </Radix.Root>
  );
}

function SelectItem({ option }: { option: SelectOption }) {
  return (
    <Radix.Item
      className={styles.option}
      value={option.value}
      disabled={option.disabled === true}
      textValue={option.label}
    >
      {option.icon !== undefined && <span className={styles.icon}>{option.icon}</span>}
      <span className={styles.text}>
        <Radix.ItemText>{option.label}</Radix.ItemText>
        {option.hint !== undefined && <span className={styles.hint}>{option.hint}</span>}
      </span>
      <Radix.ItemIndicator className={styles.check}>
        <Check />
      </Radix.ItemIndicator>
    </Radix.Item>
  );
}
