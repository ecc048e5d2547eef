import type { ChannelId, Provider } from '../../../src-preload/contract/provider.ts';
import type { WebhookDraft } from '../../../src-preload/contract/webhook.ts';
import type { Clock } from '../clock.ts';
import { createUuid, type Random } from '../random.ts';
import type { KeyValueRepository } from '../store/key-value-repository.ts';
import type { Store } from '../store/store.ts';
import { createCaptureUrl } from './capture-address.ts';
import { createDraft } from './new-draft.ts';
import type { PendingSecrets } from './pending-secrets.ts';
import type { ProviderStates } from './provider-states.ts';
import { listScopes } from './scope-rules.ts';
import type { WebhookRecords } from './webhook-records.ts';

interface SampleWebhook {
  providerId: string;
  channel: ChannelId;
  name: string;
}

/** What a new workspace shows: something of every provider that works at once. */
const sampleWebhooks: readonly SampleWebhook[] = [
  { providerId: 'gridscale', channel: 'custom-url', name: 'CRM' },
  { providerId: 'gridscale', channel: 'slack', name: 'Slack' },
  { providerId: 'gridscale', channel: 'discord', name: 'Discord' },
  { providerId: 'gridscale', channel: 'rocketchat', name: 'Rocket.Chat' },
  { providerId: 'callgoose', channel: 'custom-url', name: 'Incident desk' },
  { providerId: 'y42', channel: 'custom-url', name: 'Data pipeline' },
  { providerId: 'casesolved', channel: 'custom-url', name: 'Site plans' },
  { providerId: 'zenskar', channel: 'custom-url', name: 'Billing' },
];

export interface SampleWorkspaceParts {
  store: Store;
  meta: KeyValueRepository;
  records: WebhookRecords;
  states: ProviderStates;
  pending: PendingSecrets;
  clock: Clock;
  random: Random;
}

const DONE = 'sample-workspace';

/**
 * Fills a new workspace: features switched on, and webhooks that point at the capture server, active and signed wherever the
 * provider can sign. Does nothing in a workspace that was filled before, whatever was deleted from it.
 */
export function fillSampleWorkspace(parts: SampleWorkspaceParts, capturePort: number): void {
  const { store, meta, records, states, pending } = parts;
  if (meta.get(DONE) !== null) return;
  store.commitNow(() => {
    for (const sample of sampleWebhooks) {
      const state = states.find(sample.providerId);
      if (!state) continue;
      const { provider, settings } = state;
      const isOff = provider.featureSwitch !== null && settings[provider.featureSwitch] === false;
      if (isOff && provider.featureSwitch) {
        states.saveSettings(provider.id, { [provider.featureSwitch]: true }, new Map());
      }
      const [scope = { id: '', target: null }] = listScopes(provider, settings);
      const url = createCaptureUrl(capturePort, provider.id, sample.name, []);
      const id = createUuid(parts.random);
      addWebhook(parts, provider, withSigning(createDraft(provider, { ...sample, id, scope, url }), provider));
      const record = records.find(id);
      if (record && isSigned(provider, sample.channel)) pending.demand(record);
    }
    meta.save(DONE, '1');
  });
}

function addWebhook({ records, clock }: SampleWorkspaceParts, provider: Provider, draft: WebhookDraft): void {
  const now = clock.now();
  records.insert({
    id: draft.id,
    providerId: provider.id,
    draft,
    unsaved: null,
    status: 'active',
    // Its receiver is the capture server, which takes everything.
    validatedAt: provider.lifecycle.validateEvent === null ? null : now,
    consecutiveFailures: 0,
    failingSince: null,
    deactivatedBecause: null,
    revision: 1,
    createdAt: now,
    updatedAt: now,
    deletedAt: null,
  });
}

/** Signed also where the service leaves that to the user, because a verdict is what the sample is there to show. */
function withSigning(draft: WebhookDraft, { signing }: Provider): WebhookDraft {
  const chosen = signing?.chosenHeader;
  if (!chosen) return draft;
  return { ...draft, signed: true, signatureHeader: chosen.initial === '' ? 'X-Signature' : chosen.initial };
}

function isSigned({ signing }: Provider, channel: ChannelId): boolean {
  return signing !== null && (signing.channels?.includes(channel) ?? true);
}
