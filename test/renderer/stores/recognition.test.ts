import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import type { RecognisedScheme } from '../../../src-preload/contract/recognition.ts';
import { createWebhookWith } from '../../../src-renderer/stores/recognition.ts';
import { findDraft, useWebhooks } from '../../../src-renderer/stores/webhooks.ts';
import { type FakeBridge, installBridge } from '../support/fake-bridge.ts';
import { makeWebhook } from '../support/webhook.ts';

let bridge: FakeBridge;

beforeEach(() => {
  vi.useFakeTimers();
  vi.stubGlobal('requestAnimationFrame', (work: () => void) => work());
  vi.stubGlobal('document', { querySelector: () => null });
  bridge = installBridge({
    'webhooks.create': ({ name }) => makeWebhook({ id: 'made', name: name ?? 'New', schemeId: null }),
    'webhooks.keepUnsaved': () => null,
    'view.save': () => null,
  });
  useWebhooks.setState({ webhooks: [], edits: {}, typed: {}, issues: {}, selectedId: null, saving: null });
});

afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

const scheme: RecognisedScheme = {
  schemeId: 'secret-in-header',
  name: 'Secret in a header',
  provider: null,
  confidence: 'documented',
  place: 'X-Api-Key',
  headerName: 'X-Api-Key',
  senders: [],
  certainty: 'weak',
  reasons: [],
  proof: null,
  misfit: null,
};

it('makes a webhook of Any service with a scheme that can be chosen', async () => {
  expect(await createWebhookWith(scheme, null)).toBe(true);
  expect(bridge.callsTo('webhooks.create')).toMatchObject([{ providerId: 'any-service', name: scheme.name }]);
  expect(findDraft('made')).toMatchObject({ schemeId: 'secret-in-header', signatureHeader: 'X-Api-Key' });
});

it('makes a webhook of its provider with the scheme of a provider file, which nobody else can choose', async () => {
  const provider = { id: 'signal-yard', name: 'Signal Yard' };
  expect(await createWebhookWith({ ...scheme, schemeId: 'signal-yard', provider }, null)).toBe(true);
  expect(bridge.callsTo('webhooks.create')).toMatchObject([{ providerId: 'signal-yard' }]);
  expect(findDraft('made')?.schemeId).toBeNull();
});
