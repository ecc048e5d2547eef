import type { Attempt } from '../../../../src-preload/contract/delivery.ts';
import type { LogDetail } from '../../../../src-preload/contract/log.ts';

/** The attempt that a line of the log is about, or null where nothing was sent. */
export function findAttempt({ row, delivery }: Pick<LogDetail, 'row' | 'delivery'>): Attempt | null {
  return delivery?.attempts.find(({ id }) => id === row.sent?.attemptId) ?? delivery?.attempts.at(-1) ?? null;
}
