import { create } from 'zustand';
import { narrow } from '../ui/use-media.ts';
import { setView, useView } from './view.ts';

export const webhookTabs = ['payload', 'request', 'signing', 'delivery', 'history'] as const;
export type WebhookTab = (typeof webhookTabs)[number];

interface ScreenState {
  screen: 'work' | 'settings' | 'outbox' | 'time-machine';
  /** `appearance`, `capture`, `mail`, `secrets`, `workspace`, `transfer`, `own-providers`, `own-schemes` or `provider:<id>`. */
  settingsPage: string;
}

/** Which screen fills the window. */
export const useScreen = create<ScreenState>(() => ({ screen: 'work', settingsPage: 'appearance' }));

/** Shows the webhooks. */
export function showWork(): void {
  useScreen.setState({ screen: 'work' });
}

/** Shows the mails that were due. */
export function showOutbox(): void {
  useScreen.setState({ screen: 'outbox' });
}

/** Shows retry rules against an outage. */
export function showTimeMachine(): void {
  useScreen.setState({ screen: 'time-machine' });
}

/** Shows the settings, at a page or where they were left. */
export function showSettings(page?: string): void {
  useScreen.setState(page === undefined ? { screen: 'settings' } : { screen: 'settings', settingsPage: page });
}

function isTab(value: unknown): value is WebhookTab {
  return webhookTabs.some((tab) => tab === value);
}

/** The tab of the webhook that is shown; remembered for the next run. */
export function useTab(): WebhookTab {
  return useView(({ values }) => (isTab(values.tab) ? values.tab : 'payload'));
}

/** Shows a tab of the selected webhook. */
export function showTab(tab: WebhookTab): void {
  showWork();
  setView('tab', tab);
}

const isNarrow = (): boolean => matchMedia(narrow).matches;

/** A narrow window folds its side pane at first; each of the two widths remembers its own choice. */
const sidebarKey = (inNarrow: boolean): string => (inNarrow ? 'sidebar.narrow' : 'sidebar.wide');

/** Whether the side pane is open, given the width of the window. */
export function useSidebarOpen(inNarrow: boolean): boolean {
  const value = useView((state) => state.values[sidebarKey(inNarrow)]);
  return typeof value === 'boolean' ? value : !inNarrow;
}

/** Opens the side pane, or folds it to icons. */
export function toggleSidebar(): void {
  const inNarrow = isNarrow();
  const value = useView.getState().values[sidebarKey(inNarrow)];
  setView(sidebarKey(inNarrow), !(typeof value === 'boolean' ? value : !inNarrow));
}

/** Whether the log is shown under the work. */
export function useLogOpen(): boolean {
  return useView((state) => state.values.log !== false);
}

/** Shows the log, or folds it to its head. */
export function toggleLog(open = useView.getState().values.log === false): void {
  setView('log', open);
}
