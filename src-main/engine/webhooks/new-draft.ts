import type { ChannelId, Provider } from '../../../src-preload/contract/provider.ts';
import type { Scope, WebhookDraft } from '../../../src-preload/contract/webhook.ts';

export interface DraftStart {
  id: string;
  name: string;
  channel: ChannelId;
  scope: Scope;
  url: string;
  /** What it begins with; the first of the provider's where it is left out. */
  startId?: string | undefined;
}

/** A webhook as it is before anybody edits it: every event or the one it begins with, the provider's own defaults. */
export function createDraft(provider: Provider, { id, name, channel, scope, url, startId }: DraftStart): WebhookDraft {
  const { methods } = provider.webhook;
  const { retryChoice, timeoutMs } = provider.delivery;
  const start = provider.starts?.find((each) => each.id === startId) ?? provider.starts?.[0];
  const events = provider.eventTypes.filter(({ internal }) => !internal).map((type) => type.id);
  return {
    id,
    name,
    description: '',
    scope,
    channel,
    events: start === undefined ? events : [start.eventType],
    url,
    method: methods.includes('POST') ? 'POST' : (methods[0] ?? 'POST'),
    tls: { extraCa: '', clientCert: '', verify: true },
    authorization: { type: 'none' },
    headers: start === undefined ? [] : start.headers.map((header) => ({ ...header })),
    send: 'body',
    query: [],
    templates: {},
    insertion: 'json-safe',
    layout: provider.payload.layout,
    signed: provider.signing !== null && provider.signing.chosenHeader === null,
    signatureHeader: provider.signing?.chosenHeader?.initial ?? '',
    schemeId: start?.schemeId ?? null,
    publicUrl: '',
    retryRule: null,
    retryCount: retryChoice?.count.min ?? 0,
    retryIntervalMinutes: retryChoice?.intervalMinutes.min ?? 1,
    successRule: null,
    timeoutMs,
    failureEmail: '',
    atMostOnce: false,
    ordered: false,
  };
}

/** The name, or with a number behind it where that is taken. */
export function findFreeName(name: string, taken: readonly string[]): string {
  if (!taken.includes(name)) return name;
  for (let count = 2; ; count += 1) {
    const candidate = `${name} ${count}`;
    if (!taken.includes(candidate)) return candidate;
  }
}
