import { useState } from 'react';
import { TextField, type TextFieldProps } from '../../ui/text-field.tsx';
import { formatSpan, parseSpan } from '../../ui/time-span.ts';

interface ListFieldProps extends Omit<TextFieldProps, 'value' | 'onChange'> {
  values: readonly number[];
  format: (value: number) => string;
  parse: (text: string) => number[];
  onChange: (values: number[]) => void;
}

/** Several values as one text. What is typed stays as it is typed, for as long as it means the same. */
export function ListField({ values, format, parse, onChange, ...field }: ListFieldProps) {
  const [typed, setTyped] = useState<string | null>(null);
  const shown = values.map(format).join(', ');
  const isSame = typed !== null && parse(typed).join() === values.join();
  return (
    <TextField
      {...field}
      value={isSame ? typed : shown}
      onChange={(text) => {
        setTyped(text);
        onChange(parse(text));
      }}
      onBlur={() => {
        // What cannot be read stays to be corrected.
        if (!values.some((value) => value < 0)) setTyped(null);
      }}
    />
  );
}

interface OptionalNumberProps extends Omit<TextFieldProps, 'value' | 'onChange'> {
  value: number | null;
  onChange: (value: number | null) => void;
}

/** A number, or nothing. */
export function OptionalNumberField({ value, onChange, ...field }: OptionalNumberProps) {
  return (
    <TextField
      {...field}
      type="number"
      optional
      value={value === null ? '' : String(value)}
      onChange={(text) => {
        if (text.trim() === '') onChange(null);
        else if (Number.isFinite(Number(text))) onChange(Number(text));
      }}
    />
  );
}

/** A wait of so many seconds. */
export function formatDelay(seconds: number): string {
  return seconds < 0 ? '?' : formatSpan(seconds * 1000);
}

/** Waits apart by commas, in seconds: `5 s, 5 min, 2 h`; -1, which no wait can be, for what is none. */
export function parseDelays(text: string): number[] {
  return listParts(text).map((part) => {
    const ms = parseSpan(part);
    return ms === null ? -1 : ms / 1000;
  });
}

/** Whole numbers apart by commas; -1, which is no status, for what is none. */
export function parseStatuses(text: string): number[] {
  return listParts(text).map((part) => (/^\d{1,4}$/.test(part) ? Number(part) : -1));
}

function listParts(text: string): string[] {
  return text
    .split(',')
    .map((part) => part.trim())
    .filter((part) => part !== '');
}
