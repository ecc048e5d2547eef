import { create } from 'zustand';
import type { ViewState } from '../../src-preload/contract/settings.ts';
import { call } from '../client/call.ts';
import { createDelayed } from './delayed.ts';

type ViewValue = ViewState[string];

interface ViewStore {
  values: ViewState;
}

/** What the window remembers between two runs: selection, pane sizes, tabs. */
export const useView = create<ViewStore>(() => ({ values: {} }));

const save = createDelayed(300, () => {
  // Losing the place of a pane is not worth a message; the next change tries again.
  call('view.save', useView.getState().values).catch(() => undefined);
});

/** Fetches what was remembered. */
export async function loadView(): Promise<void> {
  useView.setState({ values: await call('view.get', {}) });
}

/** Remembers one value; what is unchanged is not written again. */
export function setView(key: string, value: ViewValue): void {
  const { values } = useView.getState();
  if (values[key] === value) return;
  useView.setState({ values: { ...values, [key]: value } });
  save.start();
}

/** Writes what still waits, at once: the window is about to go. */
export function flushView(): void {
  save.flush();
}

/** A remembered text, or what to take when there is none. */
export function useViewText(key: string, fallback: string): string {
  const value = useView((state) => state.values[key]);
  return typeof value === 'string' ? value : fallback;
}

/** A remembered switch, or what to take when there is none. */
export function useViewFlag(key: string, fallback: boolean): boolean {
  const value = useView((state) => state.values[key]);
  return typeof value === 'boolean' ? value : fallback;
}
