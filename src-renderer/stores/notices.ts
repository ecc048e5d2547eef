import { create } from 'zustand';
import { onSuccess } from '../client/call.ts';
import { isCancelled, toClientError } from '../client/client-error.ts';

export type NoticeTone = 'info' | 'success' | 'warning' | 'failure';

export interface NoticeAction {
  label: string;
  run: () => void;
}

export interface Notice {
  id: number;
  /** What it is about: a newer notice of the same subject takes its place. */
  subject: string;
  tone: NoticeTone;
  title: string;
  /** To what it happened, what to do. */
  detail: string | null;
  action: NoticeAction | null;
}

interface NoticesState {
  notices: readonly Notice[];
}

export const useNotices = create<NoticesState>(() => ({ notices: [] }));

/** More at once would take too much of a small window. */
const MOST = 3;
let lastId = 0;

interface More {
  detail?: string | null;
  action?: NoticeAction | null;
  /** The title where it is left out. */
  subject?: string;
}

/** Shows a short message at the edge of the window; gives its id. */
export function notify(tone: NoticeTone, title: string, more: More = {}): number {
  const { detail = null, action = null, subject = title } = more;
  lastId += 1;
  const notice: Notice = { id: lastId, subject, tone, title, detail, action };
  useNotices.setState(({ notices }) => ({
    notices: [...notices.filter((other) => other.subject !== subject), notice].slice(-MOST),
  }));
  return notice.id;
}

/**
 * Says that something failed, in the words of the error, until the same call succeeds. An answer that was only overtaken says
 * nothing.
 */
export function notifyError(title: string, thrown: unknown): void {
  if (isCancelled(thrown)) return;
  const { message, subject } = toClientError(thrown);
  notify('failure', title, { detail: message, subject: subject ?? title });
}

function keep(isKept: (notice: Notice) => boolean): void {
  useNotices.setState((state) => (state.notices.every(isKept) ? state : { notices: state.notices.filter(isKept) }));
}

/** Takes a notice away. */
export function dismissNotice(id: number): void {
  keep((notice) => notice.id !== id);
}

/** Takes away what was said about a subject that has changed since. */
export function withdrawNotice(subject: string): void {
  keep((notice) => notice.subject !== subject);
}

/** Takes away what was said about a thing that is gone. */
export function withdrawNoticesAbout(id: string): void {
  keep(({ subject }) => !subject.endsWith(` ${id}`));
}

onSuccess(withdrawNotice);
