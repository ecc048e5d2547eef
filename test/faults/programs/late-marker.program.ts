// The control of the tests that kill: an engine that says a commit is durable long before it is made, so that requests leave before
// their markers. `late-marker.program <directory> <url>`
import { buildWire } from '../../engine/support/build-wire.ts';
import { faultProvider } from '../support/fault-provider.ts';
import { signingSecret } from '../support/workspace.ts';

const [directory = '', url = ''] = process.argv.slice(2);

let late = false;
const engine = await buildWire(directory, {
  providers: [faultProvider],
  settings: { captureOn: false },
  wrapStore: (store) => ({
    ...store,
    async commit<T>(work: () => T): Promise<T> {
      if (!late) return store.commit(work);
      setTimeout(() => void store.commit(work), 10_000);
      // Nobody looks at what the marker and the outcome answer.
      return undefined as T;
    },
  }),
});
const webhook = await engine.createWebhook(faultProvider.id, { url }, { signing: signingSecret });
late = true;
await engine.wire.send({
  draft: engine.draft(webhook.id),
  eventType: 'made',
  dataText: '{"thing":{"id":"1","text":""}}',
  kind: 'event',
  confirmed: [],
});
