import { createRule } from '../../../src-main/engine/providers/create-rule.ts';
import type { Provider } from '../../../src-preload/contract/provider.ts';
import { signedProvider } from '../../engine/support/signed-provider.ts';

/** A service whose messages carry their id, and are tried again after a second. */
export const faultProvider: Provider = {
  ...signedProvider,
  id: 'faults',
  name: 'Faults',
  samples: [],
  payload: {
    ...signedProvider.payload,
    templates: { 'custom-url': { '*': '{"id":"{{thing.id}}","text":"{{thing.text}}"}' } },
  },
  placeholders: [
    ...signedProvider.placeholders,
    { path: 'thing.text', label: 'Text', description: '', values: null, slips: [] },
  ],
  delivery: {
    ...signedProvider.delivery,
    retry: createRule('faults', 'Faults', { kind: 'fixed', count: 3, intervalSeconds: 1 }),
  },
};
