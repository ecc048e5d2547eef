import { ToggleGroup as Radix } from 'radix-ui';
import type { ReactNode } from 'react';
import styles from './segmented.module.css';

export interface Segment<Value extends string> {
  value: Value;
  label: string;
  icon?: ReactNode;
  disabled?: boolean | undefined;
}

export interface SegmentedProps<Value extends string> {
  label: string;
  value: Value;
  segments: readonly Segment<Value>[];
  onChange: (value: Value) => void;
}

/** One of a few, all visible. */
export function Segmented<Value extends string>({ label, value, segments, onChange }: SegmentedProps<Value>) {
  return (
    <Radix.Root
      type="single"
      className={styles.group}
      aria-label={label}
      value={value}
      onValueChange={(next) => next !== '' && onChange(next as Value)}
    >
      {segments.map((segment) => (
        <Radix.Item
          key={segment.value}
          className={styles.segment}
          value={segment.value}
          disabled={segment.disabled === true}
        >
          {segment.icon}
          {segment.label}
        </Radix.Item>
      ))}
    </Radix.Root>
  );
}
