import { create } from 'zustand';
import { isCancelled, toClientError } from '../client/client-error.ts';

export type NoticeTone = 'info' | 'success' | 'warning' | 'failure';

export interface NoticeAction {
  label: string;
  run: () => void;
}

export interface Notice {
  id: number;
  tone: NoticeTone;
  title: string;
  /** A second line: to what it happened, what to do. */
  detail: string | null;
  action: NoticeAction | null;
}

interface NoticesState {
  notices: readonly Notice[];
}

export const useNotices = create<NoticesState>(() => ({ notices: [] }));

let lastId = 0;

/** Shows a short message at the edge of the window; gives its id. */
export function notify(
  tone: NoticeTone,
  title: string,
  more: { detail?: string | null; action?: NoticeAction | null } = {},
): number {
  lastId += 1;
  const notice: Notice = { id: lastId, tone, title, detail: more.detail ?? null, action: more.action ?? null };
  useNotices.setState(({ notices }) => ({ notices: [...notices.slice(-3), notice] }));
  return notice.id;
}

/** Says that something failed, in the words of the error. An answer that was only overtaken says nothing. */
export function notifyError(title: string, thrown: unknown): void {
  if (isCancelled(thrown)) return;
  notify('failure', title, { detail: toClientError(thrown).message });
}

/** Takes a notice away. */
export function dismissNotice(id: number): void {
  useNotices.setState(({ notices }) => ({ notices: notices.filter((notice) => notice.id !== id) }));
}
