import { create } from 'zustand';

interface LogSelection {
  /** The opened line of the log, by its `seq`. */
  seq: number | null;
  /** Goes up when the line was opened from elsewhere, so that the log scrolls to it and takes the focus. */
  revealed: number;
}

/** Which pair of the log is open. Kept here because the webhook's result and history open lines too. */
export const useLogSelection = create<LogSelection>(() => ({ seq: null, revealed: 0 }));

/** Opens a line from inside of the log. */
export function selectLogRow(seq: number | null): void {
  useLogSelection.setState({ seq });
}

/** Opens a line from elsewhere: the log comes to it. */
export function revealLogRow(seq: number): void {
  useLogSelection.setState(({ revealed }) => ({ seq, revealed: revealed + 1 }));
}
