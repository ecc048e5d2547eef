import { useEffect, useState } from 'react';
import type { LogRow } from '../../../src-preload/contract/log.ts';
import { isCancelled, toClientError } from '../../client/client-error.ts';
import { createLatest } from '../../client/latest.ts';
import { on } from '../../client/on.ts';
import { createDelayed } from '../../stores/delayed.ts';

/** A line of the log in which something was sent. */
export type Sent = LogRow & { sent: NonNullable<LogRow['sent']> };

/** What is not ordinary about an attempt: `test`, `attempt 2`. */
export function remarkOf({ sent: { kind, attempt } }: Sent): string {
  return [kind === 'event' ? '' : kind, attempt > 1 ? `attempt ${attempt}` : ''].filter(Boolean).join(' ');
}

// Paired rows are wanted too, so the side is not filtered here but below.
const everything = {
  text: '',
  side: null,
  eventType: null,
  channel: null,
  outcome: null,
  verdict: null,
  from: null,
  to: null,
};

const isSent = (row: LogRow): row is Sent => row.sent !== null;

/** The attempts of one webhook, newest first, kept up with the log; null until they are here. */
export function useAttempts(webhookId: string): { rows: readonly Sent[] | null; problem: string | null } {
  const [rows, setRows] = useState<readonly Sent[] | null>(null);
  const [problem, setProblem] = useState<string | null>(null);
  useEffect(() => {
    const page = createLatest('log.page');
    async function load(): Promise<void> {
      const filter = { ...everything, providerId: null, webhookId };
      try {
        const answer = await page.run({ filter, before: null, after: null, limit: 300 });
        setRows(answer.rows.filter(isSent));
        setProblem(null);
      } catch (thrown) {
        if (!isCancelled(thrown)) setProblem(toClientError(thrown).message);
      }
    }
    const again = createDelayed(150, () => void load());
    const stops = [on('log.changed', again.start), on('log.cleared', again.start), again.cancel, page.cancel];
    void load();
    return () => {
      for (const stop of stops) stop();
    };
  }, [webhookId]);
  return { rows, problem };
}
