import { createRule } from '../../../src-main/engine/providers/create-rule.ts';
import type { Provider } from '../../../src-preload/contract/provider.ts';

/** A service that signs like Standard Webhooks, so that the id of a message is on the wire. */
export const signedProvider: Provider = {
  id: 'signed',
  name: 'Signed',
  summary: '',
  source: 'made for tests',
  assumptions: [],
  settings: [],
  featureSwitch: null,
  failureMail: null,
  scopes: [
    { id: 'global', label: 'Global', hint: '', targets: null, parent: null, maximumWebhooks: null, roles: null },
  ],
  roleSetting: null,
  roleTargets: {},
  channels: [{ id: 'custom-url', label: 'Custom URL', hint: '' }],
  eventTypes: [{ id: 'made', label: 'Made', description: '', wireName: 'made', internal: false }],
  customEventTypes: false,
  samples: [{ id: 'signed-made', eventType: 'made', name: 'Made', dataText: '{"thing":{"id":"1"}}' }],
  webhook: {
    description: false,
    minimumEvents: 0,
    methods: ['POST'],
    authorization: ['none'],
    headers: { maximum: 5 },
    query: null,
    urlHint: '',
    sourceAddresses: [],
    urlLabel: 'URL',
    nameLabel: 'Name',
  },
  payload: {
    perEvent: false,
    templates: { 'custom-url': { '*': '{"id":"{{thing.id}}"}' } },
    layout: 'compact',
    maximumCharacters: null,
    invented: true,
  },
  placeholders: [{ path: 'thing.id', label: 'Id', description: '', values: null, slips: [] }],
  conditionals: false,
  signing: {
    schemeId: 'standard-webhooks',
    channels: null,
    secret: { need: 'required', label: 'Secret', hint: '' },
    chosenHeader: null,
  },
  delivery: {
    success: '2xx',
    timeoutMs: 30_000,
    retry: createRule('signed', 'Signed', { kind: 'none' }),
    retryChoice: null,
  },
  lifecycle: { initial: 'active', validateEvent: null, test: true },
  statusWords: null,
};
