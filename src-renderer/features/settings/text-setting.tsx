import { useEffect, useState } from 'react';
import type { SettingSpec } from '../../../src-preload/contract/provider.ts';
import type { FieldProblem } from '../../ui/field.tsx';
import { TextField } from '../../ui/text-field.tsx';

interface TextSettingProps {
  spec: Extract<SettingSpec, { kind: 'text' }>;
  value: string;
  disabled: boolean;
  problems: readonly FieldProblem[];
  onCommit: (value: string) => void;
}

/** A line of text that is saved when the field is left or Enter is pressed. */
export function TextSetting({ spec, value, disabled, problems, onCommit }: TextSettingProps) {
  const [text, setText] = useState(value);
  useEffect(() => setText(value), [value]);
  function commit(): void {
    if (text !== value) onCommit(text);
  }
  return (
    <TextField
      label={spec.label}
      hint={spec.hint}
      type={spec.format}
      value={text}
      disabled={disabled}
      problems={problems}
      onChange={setText}
      onBlur={commit}
      onKeyDown={(event) => {
        if (event.key === 'Enter') commit();
      }}
    />
  );
}
