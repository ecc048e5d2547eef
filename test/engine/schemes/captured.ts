import { vi } from 'vitest';
import type { Engine } from '../../../src-main/engine/engine.ts';

/** What the capture server says to a request that nobody signed. */
export async function captureOf(engine: Engine, url: string) {
  await fetch(url, { method: 'POST', body: '{}' });
  const filter = { text: '', providerId: null, webhookId: null, eventType: null, channel: null, outcome: null };
  const captured = { ...filter, verdict: null, side: 'captured' as const, from: null, to: null };
  return vi.waitFor(async () => {
    const { rows } = await engine.call('log.page', { filter: captured, before: null, after: null, limit: 1 });
    const [row] = rows;
    if (row === undefined) throw new Error('Nothing was captured yet.');
    return row.captured;
  });
}
