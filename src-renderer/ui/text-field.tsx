import { type ComponentProps, type ReactNode, useState } from 'react';
import { cx } from './cx.ts';
import { Field, type FieldParts, type FieldProblem } from './field.tsx';
import styles from './text-field.module.css';

type InputProps = Omit<ComponentProps<'input'>, 'value' | 'onChange' | 'size'>;

export interface TextFieldProps extends FieldParts, InputProps {
  value: string;
  onChange: (value: string) => void;
  /** In the fixed-width face: for what is compared letter by letter. */
  mono?: boolean | undefined;
  /** Inside the box, at its end: a unit or a small button. */
  trailing?: ReactNode;
  /** Inside the box, at its start. */
  leading?: ReactNode;
  aside?: ReactNode;
  fieldClassName?: string | undefined;
}

/** One line of text with its label. */
export function TextField(props: TextFieldProps) {
  const { label, hideLabel, hint, problems, optional, value, onChange, mono, leading, trailing, aside, ...rest } =
    props;
  const { fieldClassName, className, ...input } = rest;
  return (
    <Field {...{ label, hideLabel, hint, problems, optional, aside }} className={fieldClassName}>
      {(ids) => (
        <span className={cx(styles.box, className)} data-invalid={ids['aria-invalid']}>
          {leading}
          <input
            type="text"
            spellCheck={false}
            autoComplete="off"
            {...input}
            {...ids}
            value={value}
            className={cx(styles.input, mono === true && 'mono')}
            onChange={(event) => onChange(event.target.value)}
          />
          {trailing}
        </span>
      )}
    </Field>
  );
}

type AreaProps = Omit<ComponentProps<'textarea'>, 'value' | 'onChange'>;

export interface TextAreaProps extends FieldParts, AreaProps {
  value: string;
  onChange: (value: string) => void;
  mono?: boolean | undefined;
  aside?: ReactNode;
}

/** Several lines of text with their label. Grows with what is typed, up to a limit. */
export function TextArea(props: TextAreaProps) {
  const { label, hideLabel, hint, problems, optional, value, onChange, mono, aside, className, ...area } = props;
  return (
    <Field {...{ label, hideLabel, hint, problems, optional, aside }}>
      {(ids) => (
        <textarea
          spellCheck={false}
          rows={2}
          {...area}
          {...ids}
          value={value}
          className={cx(styles.area, mono === true && 'mono', className)}
          onChange={(event) => onChange(event.target.value)}
        />
      )}
    </Field>
  );
}

export interface NumberFieldProps extends Omit<TextFieldProps, 'value' | 'onChange' | 'mono' | 'trailing'> {
  value: number;
  onChange: (value: number) => void;
  unit?: string | undefined;
}

function findRangeProblem(text: string, min: NumberFieldProps['min'], max: NumberFieldProps['max']): string | null {
  const number = Number(text);
  if (text.trim() === '' || !Number.isFinite(number)) return null;
  if (min !== undefined && number < Number(min)) return `At least ${min}.`;
  return max !== undefined && number > Number(max) ? `At most ${max}.` : null;
}

/**
 * A number with its unit. What is typed stays while it is typed, also when whoever asked for it does not take it yet: of 404 the 4
 * comes first. What is not a number is not passed on: an emptied field has its number back when it is left.
 */
export function NumberField({ value, onChange, onBlur, unit, className, problems, ...rest }: NumberFieldProps) {
  const [draft, setDraft] = useState<{ text: string; at: number } | null>(null);
  const typed = draft !== null && (draft.at === value || Number(draft.text) === value) ? draft.text : null;
  const outside = typed === null ? null : findRangeProblem(typed, rest.min, rest.max);
  const ownProblems: FieldProblem[] = outside === null ? [] : [{ message: outside, severity: 'error' }];
  return (
    <TextField
      {...rest}
      type="number"
      className={cx(styles.numberBox, className)}
      problems={problems === undefined || problems.length === 0 ? ownProblems : problems}
      value={typed ?? (Number.isFinite(value) ? String(value) : '')}
      onBlur={(event) => {
        if (outside === null) setDraft(null);
        onBlur?.(event);
      }}
      onChange={(text) => {
        const number = Number(text);
        setDraft({ text, at: value });
        if (text.trim() !== '' && Number.isFinite(number)) onChange(number);
      }}
      trailing={unit === undefined ? undefined : <span className={styles.unit}>{unit}</span>}
    />
  );
}
