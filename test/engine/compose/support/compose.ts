import { type Composition, composeRequest } from '../../../../src-main/engine/compose/compose-request.ts';
import type { SecretReading } from '../../../../src-main/engine/compose/ports.ts';
import { createTemplateCache } from '../../../../src-main/engine/compose/template-cache.ts';
import { createCatalogue } from '../../../../src-main/engine/providers/catalogue.ts';
import type { Provider } from '../../../../src-preload/contract/provider.ts';
import type { SecretField, WebhookDraft } from '../../../../src-preload/contract/webhook.ts';

const catalogue = createCatalogue();

export function providerOf(id: string): Provider {
  const provider = catalogue.get(id);
  if (provider === undefined) throw new Error(`no provider ${id}`);
  return provider;
}

/** A webhook of that provider in which everything is valid; a test changes the part that it is about. */
export function draftOf(provider: Provider, changes: Partial<WebhookDraft> = {}): WebhookDraft {
  return {
    id: 'b5a3f3f0-0000-4000-8000-000000000001',
    name: 'Billing',
    description: '',
    scope: { id: provider.scopes[0]?.id ?? 'global', target: null },
    channel: provider.channels[0]?.id ?? 'custom-url',
    events: provider.eventTypes.map(({ id }) => id),
    url: 'https://hooks.example.com/in?a=1',
    method: provider.webhook.methods[0] ?? 'POST',
    authorization: { type: 'none' },
    headers: [],
    send: 'body',
    query: [],
    templates: {},
    insertion: 'json-safe',
    layout: provider.payload.layout,
    signed: provider.signing?.chosenHeader !== null,
    signatureHeader: provider.signing?.chosenHeader?.initial ?? '',
    schemeId: null,
    successRule: null,
    publicUrl: '',
    retryRule: null,
    tls: { extraCa: '', clientCert: '', verify: true },
    retryCount: 0,
    retryIntervalMinutes: 1,
    timeoutMs: provider.delivery.timeoutMs,
    failureEmail: '',
    atMostOnce: false,
    ordered: false,
    ...changes,
  };
}

export interface ComposeOptions {
  provider?: Provider;
  changes?: Partial<WebhookDraft>;
  eventType?: string;
  dataText?: string;
  secrets?: Partial<Record<SecretField, string | SecretReading>>;
  timestampMs?: number;
  id?: string;
}

export const secret = 'a1b2c3d4e5f60718293a4b5c6d7e8f9001122334';

export function compose(options: ComposeOptions = {}): Composition {
  const provider = options.provider ?? providerOf('gridscale');
  const eventType = options.eventType ?? provider.eventTypes[0]?.id ?? '';
  const sample = provider.samples.find((one) => one.eventType === eventType);
  const secrets = { signing: secret, basic: 'p4ssw0rd', bearer: 'p4ssw0rd', 'api-key': 'p4ssw0rd', ...options.secrets };
  return composeRequest(
    {
      provider,
      eventTypes: provider.eventTypes,
      draft: draftOf(provider, options.changes),
      eventType,
      dataText: options.dataText ?? sample?.dataText ?? '{}',
    },
    { id: options.id ?? 'msg_1', timestampMs: options.timestampMs ?? 1_700_000_000_000 },
    (field) => {
      const value = secrets[field] ?? '';
      if (typeof value !== 'string') return value;
      return value === '' ? { state: 'unset' } : { state: 'set', bytes: Buffer.from(value) };
    },
    createTemplateCache(),
  );
}

/** Header lines as they go on the wire. */
export function linesOf({ finished }: Composition): string[] {
  return finished.request.headers.map(({ name, value }) => `${name}: ${value}`);
}
