import type { MailState, OutboxEntry } from '../../../src-preload/contract/outbox.ts';
import type { Tone } from '../../ui/status.tsx';

export const stateWords: Readonly<Record<MailState, { tone: Tone; word: string }>> = {
  waiting: { tone: 'waiting', word: 'waiting' },
  sent: { tone: 'success', word: 'sent' },
  failed: { tone: 'failure', word: 'failed' },
  kept: { tone: 'idle', word: 'kept' },
};

/** How the state of a mail is told: a mail that waits after a failure waits for its retry. */
export function describeState(mail: OutboxEntry): { tone: Tone; word: string } {
  if (mail.sending) return { tone: 'waiting', word: 'sending…' };
  if (mail.state === 'waiting' && mail.error !== null) return { tone: 'warning', word: 'waiting to retry' };
  return stateWords[mail.state];
}

/** What a kept mail is, for those who have not met one. */
export const keptHint = 'There was no mail server when it was written. It stays here until you send or remove it.';

/** `2 attempts, the last at …` without the time. */
export function describeAttempts(attempts: number): string {
  if (attempts === 0) return 'none yet';
  return attempts === 1 ? '1 attempt' : `${attempts} attempts`;
}
