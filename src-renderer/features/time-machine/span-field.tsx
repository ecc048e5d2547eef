import { useState } from 'react';
import type { FieldProblem } from '../../ui/field.tsx';
import { TextField } from '../../ui/text-field.tsx';
import { formatSpan, parseSpan } from '../../ui/time-span.ts';

export interface SpanFieldProps {
  label: string;
  /** Milliseconds; null where nothing is typed. */
  value: number | null;
  minimum: number;
  maximum: number;
  /** What an empty field stands for; without it the field must not be empty. */
  empty?: string | undefined;
  onChange: (ms: number | null) => void;
}

function findProblem(typed: string, { minimum, maximum, empty }: SpanFieldProps): string | null {
  if (typed.trim() === '' && empty !== undefined) return null;
  const ms = parseSpan(typed);
  if (ms === null) return 'Write 30 s, 5 min, 2 h or 1 d.';
  if (ms < minimum) return `At least ${formatSpan(minimum)}.`;
  return ms > maximum ? `At most ${formatSpan(maximum)}.` : null;
}

/** A length of time, typed as people write it. What cannot be taken stays as it was typed, and says why. */
export function SpanField(props: SpanFieldProps) {
  const { label, value, empty, onChange } = props;
  const [typed, setTyped] = useState<string | null>(null);
  const problem = typed === null ? null : findProblem(typed, props);
  const problems: FieldProblem[] = problem === null ? [] : [{ message: problem, severity: 'error' }];

  function settle(): void {
    if (problem === null) setTyped(null);
  }

  return (
    <TextField
      label={label}
      value={typed ?? (value === null ? '' : formatSpan(value))}
      placeholder={empty}
      problems={problems}
      onChange={(text) => {
        setTyped(text);
        if (findProblem(text, props) === null) onChange(text.trim() === '' ? null : parseSpan(text));
      }}
      onBlur={settle}
      onKeyDown={(event) => {
        if (event.key === 'Enter') settle();
      }}
    />
  );
}
