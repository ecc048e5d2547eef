import { performance } from 'node:perf_hooks';
import { setImmediate as nextTurn } from 'node:timers/promises';
import type { ImportFormat, ImportItem, ImportPlan } from '../../../src-preload/contract/imports.ts';
import type { WebhookDirectory } from '../compose/ports.ts';
import type { SecretGuard } from '../dispatch/ports.ts';
import { EngineError } from '../errors.ts';
import { describeOutcome } from './describe-outcome.ts';
import { findOwnerByAddress } from './find-owner.ts';
import { findFormat } from './formats.ts';
import { type ImportedRequest, type ReadItem, type SourceFile, UnreadableSource } from './imported-request.ts';
import { readSource } from './read-source.ts';

/** How long the reading goes on before other work gets its turn, in milliseconds. */
const SLICE_MS = 8;

/** A source that was read, and what was told of it. */
export interface ReadImport {
  plan: Omit<ImportPlan, 'id' | 'importedAt'>;
  /** By the index of the item; null for what is refused. */
  requests: (ImportedRequest | null)[];
}

export interface PlanParts {
  webhooks: WebhookDirectory;
  guard: Pick<SecretGuard, 'redactUrl'>;
}

/**
 * Reads a source in pieces, so that nothing waits for it, and says what an import would write.
 * @param onItem told after each request; what it throws ends the reading
 */
export async function planImport(
  parts: PlanParts,
  source: { name: string; format: ImportFormat | null; files: readonly SourceFile[] },
  onItem: (requests: number) => void,
): Promise<ReadImport> {
  const { name, files } = source;
  let { format } = source;
  const notes: string[] = [];
  const items: ImportItem[] = [];
  const requests: ReadImport['requests'] = [];
  let sliceEnd = performance.now() + SLICE_MS;
  try {
    format ??= findFormat(files);
    for (const item of readSource(files, format, (text) => notes.push(text))) {
      items.push(describe(parts, item));
      requests.push(item.ok ? item.request : null);
      if (performance.now() < sliceEnd) continue;
      await nextTurn();
      onItem(items.length);
      sliceEnd = performance.now() + SLICE_MS;
    }
  } catch (error) {
    if (error instanceof EngineError) throw error;
    if (!(error instanceof UnreadableSource)) throw error;
    const problem = { path: error.place, message: error.message, severity: 'error' as const };
    return { plan: { name, format, items: [], notes: [], problems: [problem], hosts: [] }, requests: [] };
  }
  return { plan: { name, format, items, notes, problems: [], hosts: listHosts(parts.webhooks, items) }, requests };
}

function describe({ webhooks, guard }: PlanParts, item: ReadItem): ImportItem {
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
  const { place, request } = item;
  const owner = findOwnerByAddress(webhooks, request.url);
  const { outcome, status, error } = describeOutcome(request.outcome, owner, webhooks);
  return {
    place,
    method: request.method,
    url: guard.redactUrl(request.url),
    host: new URL(request.url).host,
    bodyBytes: request.body.length,
    at: request.outcome.at,
    outcome,
    status,
    error: outcome === 'unknown' ? null : (error?.message ?? null),
    webhookId: owner?.id ?? null,
    notes: request.notes,
    stripped: request.credentials,
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
