import type { AttemptErrorCode } from '../../src-preload/contract/delivery.ts';

/** What went wrong with an attempt, in two words. */
export const errorWords: Readonly<Record<AttemptErrorCode, string>> = {
  dns: 'name not found',
  refused: 'refused',
  unreachable: 'unreachable',
  proxy: 'proxy failed',
  'connect-timeout': 'no connection in time',
  tls: 'TLS error',
  reset: 'reset',
  closed: 'closed early',
  truncated: 'answer cut short',
  'malformed-response': 'malformed answer',
  deadline: 'timed out',
  redirect: 'redirect',
  status: 'failed',
  'invalid-request': 'invalid request',
  cancelled: 'cancelled',
  'outcome-unknown': 'unknown',
  'no-storage': 'not stored',
  reported: 'failed',
};

/** The answer beside the word for the outcome: `500`, `refused`, or `200 timed out` where the status alone would mislead. */
export function describeAnswer(status: number | null, error: AttemptErrorCode | null): string {
  const words = error === null || error === 'status' ? null : errorWords[error];
  return [status, words].filter((part) => part !== null).join(' ');
}
