import type { LineageEntry, ReplayMode } from '../../../src-preload/contract/replay.ts';
import type { Verdict } from '../../../src-preload/contract/signing.ts';
import type { Tone } from '../../ui/status.tsx';

interface StateWords {
  tone: Tone;
  words: string;
}

export const modeWords: Readonly<Record<ReplayMode, { label: string; hint: string }>> = {
  resigned: { label: 'Re-sign', hint: 'Keeps the message id and body; signs with a new timestamp.' },
  exact: { label: 'Exact bytes', hint: 'Sends the original bytes, including the old signature.' },
  'new-id': { label: 'New id', hint: 'Sends the same body as a new message with its own id.' },
  edited: { label: 'Edit body', hint: 'Sends a new message with the body that you write.' },
};

const stateWords: Readonly<Record<LineageEntry['state'], StateWords>> = {
  queued: { tone: 'waiting', words: 'waits' },
  in_flight: { tone: 'waiting', words: 'sending' },
  delivered: { tone: 'success', words: 'delivered' },
  failed_will_retry: { tone: 'warning', words: 'retries' },
  exhausted: { tone: 'failure', words: 'failed' },
  unknown: { tone: 'unknown', words: 'unknown' },
  cancelled: { tone: 'idle', words: 'cancelled' },
  blocked: { tone: 'warning', words: 'blocked' },
  captured: { tone: 'idle', words: 'captured' },
};

/** A delivery's state as icon and word. */
export const describeState = (state: LineageEntry['state']): StateWords => stateWords[state];

/** What a receiver will say: `Will fail: the timestamp is 3 days old and the tolerance is 300 s.` */
export function predict({ result, message }: Verdict): StateWords {
  if (result === 'valid') return { tone: 'success', words: `Will verify. ${message}` };
  if (result === 'invalid') return { tone: 'failure', words: `Will fail: ${message}` };
  if (result === 'unsigned') return { tone: 'idle', words: 'Nothing is signed, so nothing is checked.' };
  return { tone: 'unknown', words: `Cannot be checked: ${message}` };
}

/** `3 s`, `4 min 5 s`, `1 h 2 min`. */
export function formatTimeLeft(seconds: number): string {
  const whole = Math.ceil(seconds);
  if (whole < 60) return `${whole} s`;
  if (whole < 3600) return `${Math.floor(whole / 60)} min ${whole % 60} s`;
  return `${Math.floor(whole / 3600)} h ${Math.floor((whole % 3600) / 60)} min`;
}

/** `1 delivery`, `1,204 deliveries`. */
export function countDeliveries(count: number): string {
  return `${count.toLocaleString('en-US')} ${count === 1 ? 'delivery' : 'deliveries'}`;
}
