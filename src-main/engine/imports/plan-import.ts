import type { ImportFormat, ImportItem, ImportPlan } from '../../../src-preload/contract/imports.ts';
import type { Webhook } from '../../../src-preload/contract/webhook.ts';
import type { WebhookDirectory } from '../compose/ports.ts';
import type { SecretGuard } from '../dispatch/ports.ts';
import { describeOutcome } from './describe-outcome.ts';
import { createAddressIndex } from './find-owner.ts';
import { UnreadableSource } from './imported-request.ts';
import type { ItemSummary } from './read-task.ts';
import type { SourceReader } from './source-reader.ts';

/** A source that was read. */
export interface ReadImport {
  plan: Omit<ImportPlan, 'id' | 'importedAt'>;
  /** Of the source; null where it cannot be read. */
  sha256: Buffer | null;
}

export interface PlanParts {
  webhooks: WebhookDirectory;
  guard: Pick<SecretGuard, 'redactUrl'>;
}

/**
 * Lets a source be read and says what an import would write. Each step answers a report of the reading thread, of at most a few hundred
 * requests, so that nothing waits for it.
 * @param onItems called after each step; what it throws ends the reading
 */
export async function planImport(
  parts: PlanParts,
  reader: SourceReader,
  source: { name: string; format: ImportFormat | null; straighten: boolean },
  onItems: (requests: number) => void,
): Promise<ReadImport> {
  const { name } = source;
  let { format } = source;
  const items: ImportItem[] = [];
  let canStraighten = false;
  const findOwner = createAddressIndex(parts.webhooks);
  try {
    const reading = await reader.read(format, source.straighten);
    format = reading.format;
    for (;;) {
      const step = await reader.next();
      for (const item of step.items) items.push(describe(parts, item, findOwner));
      canStraighten ||= step.items.some((item) => !item.ok && item.canStraighten === true);
      onItems(items.length);
      if (!step.done) continue;
      const hosts = listHosts(parts.webhooks, items);
      return {
        plan: { name, format, items, notes: step.notes, problems: [], canStraighten, hosts },
        sha256: reading.sha256,
      };
    }
  } catch (error) {
    if (!(error instanceof UnreadableSource)) throw error;
    const problem = { path: error.place, message: error.message, severity: 'error' as const };
    return {
      plan: { name, format, items: [], notes: [], problems: [problem], canStraighten, hosts: [] },
      sha256: null,
    };
  }
}

function describe(
  { webhooks, guard }: PlanParts,
  item: ItemSummary,
  findOwner: (address: string) => Webhook | null,
): ImportItem {
  if (!item.ok) {
    const { place, message, method, url } = item;
    return {
      ...nothing,
      place,
      method: method.slice(0, 20),
      url: guard.redactUrl(url.slice(0, 2000)),
      problem: message,
    };
  }
  const owner = findOwner(item.url);
  const { outcome, status, error } = describeOutcome(item.outcome, owner, webhooks);
  return {
    place: item.place,
    method: item.method,
    url: guard.redactUrl(item.url),
    host: new URL(item.url).host,
    bodyBytes: item.bodyBytes,
    at: item.outcome.at,
    outcome,
    status,
    error: outcome === 'unknown' ? null : (error?.message ?? null),
    webhookId: owner?.id ?? null,
    notes: item.notes,
    stripped: item.credentials,
    problem: null,
  };
}
const nothing = {
  host: '',
  bodyBytes: 0,
  at: null,
  outcome: 'unknown',
  status: null,
  error: null,
  webhookId: null,
  notes: [],
  stripped: [],
} satisfies Partial<ImportItem>;

function listHosts(webhooks: WebhookDirectory, items: readonly ImportItem[]): ImportPlan['hosts'] {
  const known = new Set(webhooks.list().flatMap(({ url }) => (URL.canParse(url) ? [new URL(url).host] : [])));
  const counts = new Map<string, number>();
  for (const { host, problem } of items) if (problem === null) counts.set(host, (counts.get(host) ?? 0) + 1);
  return [...counts]
    .map(([host, count]) => ({ host, count, known: known.has(host) }))
    .sort((one, other) => other.count - one.count);
}
