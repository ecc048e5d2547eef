import { create } from 'zustand';
import type { BulkProgress, BulkSummary } from '../../src-preload/contract/replay.ts';
import { call } from '../client/call.ts';
import { notify, notifyError } from './notices.ts';

interface ReplayStore {
  /** The bulk replay that is under way, or the last one of this run. */
  job: BulkProgress | null;
  /** What became of it, once it is over. */
  summary: BulkSummary | null;
}

/** Bulk replays. */
export const useReplay = create<ReplayStore>(() => ({ job: null, summary: null }));

export const isOver = ({ state }: BulkProgress): boolean => state === 'done' || state === 'cancelled';

/** What an older run left, if it is not over. */
export async function loadReplay(): Promise<void> {
  const summary = await call('replay.current', {});
  if (summary === null || isOver(summary)) return;
  useReplay.setState({ job: summary, summary: null });
  notify('info', `A bulk replay rests at ${summary.done} of ${summary.total}.`, { detail: summary.reason });
}

/** Takes what the engine tells of a bulk replay. */
export function takeReplayProgress(job: BulkProgress): void {
  useReplay.setState({ job });
  if (isOver(job)) void loadSummary();
}

async function loadSummary(): Promise<void> {
  try {
    useReplay.setState({ summary: await call('replay.current', {}) });
  } catch (thrown) {
    notifyError('The result of the bulk replay could not be read', thrown);
  }
}

/** Forgets the last bulk replay, so that another can be begun. */
export function forgetReplay(): void {
  useReplay.setState({ job: null, summary: null });
}

/** Pauses, resumes or cancels the bulk replay. */
export async function steerReplay(what: 'pause' | 'resume' | 'cancel'): Promise<void> {
  const { job } = useReplay.getState();
  if (job === null) return;
  try {
    takeReplayProgress(await call(`replay.${what}`, { id: job.id }));
  } catch (thrown) {
    notifyError(`The bulk replay could not be ${what === 'cancel' ? 'cancelled' : `${what}d`}`, thrown);
  }
}
