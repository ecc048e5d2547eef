import { create } from 'zustand';
import type {
  MailSelection,
  MailState,
  OutboxEntry,
  OutboxMail,
  OutboxPage,
} from '../../src-preload/contract/outbox.ts';
import { call } from '../client/call.ts';
import { isCancelled, toClientError } from '../client/client-error.ts';
import { createLatest } from '../client/latest.ts';
import { createDelayed } from './delayed.ts';
import { notify, notifyError } from './notices.ts';

interface OutboxState {
  /** Which mails are listed; null: all. */
  filter: MailState | null;
  /** Newest first; null until they are here. */
  mails: readonly OutboxEntry[] | null;
  counts: OutboxPage['counts'];
  /** Why nothing is sent at the moment. */
  hold: string | null;
  /** Older ones than those in `mails` exist. */
  hasMore: boolean;
  selectedId: string | null;
  /** The selected one with its text; the one before stays until it is here. */
  mail: OutboxMail | null;
  problem: string | null;
}

const PAGE = 100;
const LARGEST_PAGE = 500;

/** The mails that were due, as far as they are shown. */
export const useOutbox = create<OutboxState>(() => ({
  filter: null,
  mails: null,
  counts: { waiting: 0, sent: 0, failed: 0, kept: 0 },
  hold: null,
  hasMore: false,
  selectedId: null,
  mail: null,
  problem: null,
}));

const page = createLatest('outbox.list');
const opened = createLatest('outbox.get');

/** Fetches the list anew, as long as it was, and the mail that is open. */
export async function loadOutbox(): Promise<void> {
  const { filter, mails } = useOutbox.getState();
  const limit = Math.min(Math.max(PAGE, mails?.length ?? 0), LARGEST_PAGE);
  try {
    const answer = await page.run({ state: filter, before: null, limit });
    useOutbox.setState({ ...answer, hasMore: answer.mails.length === limit, problem: null });
    await openSelected();
  } catch (thrown) {
    if (!isCancelled(thrown)) useOutbox.setState({ problem: toClientError(thrown).message });
  }
}

async function openSelected(): Promise<void> {
  const { selectedId, mails } = useOutbox.getState();
  const chosen = mails?.find(({ id }) => id === selectedId) ?? mails?.[0];
  useOutbox.setState({ selectedId: chosen?.id ?? null });
  if (chosen === undefined) {
    opened.cancel();
    useOutbox.setState({ mail: null });
  } else useOutbox.setState({ mail: await opened.run({ id: chosen.id }) });
}

/** Fetches older mails than those that are listed. */
export async function loadOlderMails(): Promise<void> {
  const { filter, mails, hasMore } = useOutbox.getState();
  const before = mails?.at(-1)?.number;
  if (!hasMore || before === undefined) return;
  useOutbox.setState({ hasMore: false });
  const answer = await call('outbox.list', { state: filter, before, limit: PAGE });
  if (useOutbox.getState().mails !== mails) return;
  useOutbox.setState({ mails: [...(mails ?? []), ...answer.mails], hasMore: answer.mails.length === PAGE });
}

/** Lists the mails of one state; null: all. */
export function filterOutbox(filter: MailState | null): void {
  useOutbox.setState({ filter, mails: null, selectedId: null });
  void loadOutbox();
}

/** Opens a mail. */
export function selectMail(id: string): void {
  useOutbox.setState({ selectedId: id });
  openSelected().catch((thrown: unknown) => {
    if (!isCancelled(thrown)) notifyError('The mail could not be opened', thrown);
  });
}

/** Sends mails now. */
export async function retryMails(selection: MailSelection): Promise<void> {
  try {
    await call('outbox.retry', selection);
  } catch (thrown) {
    notifyError('The mail was not sent', thrown);
  }
}

/** Removes mails for good, and opens the one after the removed one. */
export async function removeMails(selection: MailSelection): Promise<void> {
  const { mails, selectedId } = useOutbox.getState();
  const at = mails?.findIndex(({ id }) => id === selectedId) ?? -1;
  const next = mails?.[at + 1] ?? mails?.[at - 1];
  try {
    const { count } = await call('outbox.remove', selection);
    if (next !== undefined) useOutbox.setState({ selectedId: next.id });
    notify('info', count === 1 ? 'Mail removed' : `${count} mails removed`);
  } catch (thrown) {
    notifyError('Nothing was removed', thrown);
  }
}

const again = createDelayed(100, () => void loadOutbox());

/** Takes the news that something in the outbox changed. */
export const takeOutboxChange = again.start;
