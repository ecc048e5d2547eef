import { type KeyboardEvent, type PointerEvent, useRef } from 'react';
import styles from './side-handle.module.css';

export interface SideHandleProps {
  label: string;
  /** Pixels. */
  width: number;
  minimum: number;
  maximum: number;
  onChange: (width: number) => void;
}

/** The right edge of the positioned side pane that it stands in: moved with the pointer or, focused, with the arrow keys. */
export function SideHandle({ label, width, minimum, maximum, onChange }: SideHandleProps) {
  const from = useRef<{ x: number; width: number } | null>(null);

  function set(next: number): void {
    onChange(Math.round(Math.min(maximum, Math.max(minimum, next))));
  }

  function press(event: KeyboardEvent): void {
    const steps: Readonly<Record<string, number>> = {
      ArrowLeft: width - 16,
      ArrowRight: width + 16,
      Home: minimum,
      End: maximum,
    };
    const next = steps[event.key];
    if (next === undefined) return;
    event.preventDefault();
    set(next);
  }

  function drag(event: PointerEvent): void {
    if (from.current !== null) set(from.current.width + event.clientX - from.current.x);
  }

  return (
    // biome-ignore lint/a11y/useSemanticElements: a separator that is moved is a widget, which <hr> is not
    <div
      className={styles.handle}
      role="separator"
      tabIndex={0}
      aria-label={label}
      aria-orientation="vertical"
      aria-valuenow={width}
      aria-valuemin={minimum}
      aria-valuemax={maximum}
      onKeyDown={press}
      onPointerDown={(event) => {
        event.currentTarget.setPointerCapture(event.pointerId);
        from.current = { x: event.clientX, width };
      }}
      onPointerMove={drag}
      onPointerUp={() => {
        from.current = null;
      }}
    />
  );
}
