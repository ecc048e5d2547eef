import { useState } from 'react';
import { TextField } from '../../ui/text-field.tsx';
import { formatSpan, parseSpan } from '../../ui/time-span.ts';

export interface SpanFieldProps {
  label: string;
  hideLabel?: boolean | undefined;
  hint?: string | undefined;
  /** Milliseconds. */
  value: number;
  minimum: number;
  maximum: number;
  onChange: (ms: number) => void;
}

/** A length of time, typed as people write it. What cannot be read stays as it was typed, and says so. */
export function SpanField({ label, hideLabel, hint, value, minimum, maximum, onChange }: SpanFieldProps) {
  const [typed, setTyped] = useState<string | null>(null);
  const read = typed === null ? value : parseSpan(typed);
  const problem =
    read === null
      ? 'Write 30 s, 5 min, 2 h or 1 d.'
      : read < minimum
        ? `At least ${formatSpan(minimum)}.`
        : read > maximum
          ? `At most ${formatSpan(maximum)}.`
          : null;
  return (
    <TextField
      {...{ label, hideLabel, hint }}
      value={typed ?? formatSpan(value)}
      problems={problem === null ? [] : [{ message: problem, severity: 'error' }]}
      onChange={(text) => {
        setTyped(text);
        const ms = parseSpan(text);
        if (ms !== null && ms >= minimum && ms <= maximum) onChange(ms);
      }}
      onBlur={() => {
        if (problem === null) setTyped(null);
      }}
      onKeyDown={(event) => {
        if (event.key === 'Enter' && problem === null) setTyped(null);
      }}
    />
  );
}
