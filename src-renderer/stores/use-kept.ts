import { useRef } from 'react';

/**
 * Makes a selector give the value of before for as long as a newer one is the same, so that a component renders only for
 * what it shows. The comparison runs with every change of the store and has to be quick.
 */
export function useKept<State, Value>(
  select: (state: State) => Value,
  same: (left: Value, right: Value) => boolean,
): (state: State) => Value {
  const last = useRef<{ value: Value } | null>(null);
  return (state) => {
    const next = select(state);
    if (last.current !== null && same(last.current.value, next)) return last.current.value;
    last.current = { value: next };
    return next;
  };
}
