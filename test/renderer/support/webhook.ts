import type { RetryRule } from '../../../src-preload/contract/retry.ts';
import type { Webhook } from '../../../src-preload/contract/webhook.ts';

const noRetries: RetryRule = {
  id: 'none',
  label: 'No retries',
  steps: { kind: 'none' },
  jitter: { kind: 'none' },
  honoursRetryAfter: false,
  overloadFloorSeconds: null,
  givesUpOn: { statuses: [], header: null },
  disablesOn: [],
  disablesAfter: { failures: null, hours: null },
  breaker: null,
};

/** A webhook that nothing is wrong with; `more` spoils one part of it. */
export function makeWebhook(more: Partial<Webhook> = {}): Webhook {
  return {
    id: 'one',
    name: 'Signups',
    description: '',
    scope: { id: 'all', target: null },
    channel: 'custom-url',
    events: ['signup'],
    url: 'http://127.0.0.1:4590/signups',
    method: 'POST',
    authorization: { type: 'none' },
    headers: [],
    send: 'body',
    query: [],
    templates: {},
    insertion: 'json-safe',
    layout: 'compact',
    signed: true,
    signatureHeader: '',
    retryRule: null,
    tls: { extraCa: '', verify: true },
    retryCount: 0,
    retryIntervalMinutes: 1,
    timeoutMs: 30_000,
    failureEmail: '',
    atMostOnce: false,
    ordered: false,
    providerId: 'example',
    status: 'active',
    validatedAt: null,
    consecutiveFailures: 0,
    failingSince: null,
    deactivatedBecause: null,
    secrets: [],
    retry: noRetries,
    createdAt: 1,
    updatedAt: 1,
    revision: 1,
    unsaved: null,
    ...more,
  };
}
