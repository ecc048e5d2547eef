import { systemClock } from '../../../../src-main/engine/clock.ts';
import { createTransport } from '../../../../src-main/engine/dispatch/transport.ts';
import type { Transport } from '../../../../src-main/engine/dispatch/transport-types.ts';
import { buildWire } from '../../support/build-wire.ts';
import { signedProvider } from '../../support/signed-provider.ts';

/**
 * Sends one event and kills itself at a named point: `crash.program <directory> <url> <point> <at most once>`.
 */
const [directory = '', url = '', point = '', atMostOnce = ''] = process.argv.slice(2);

const die = (): never => {
  process.kill(process.pid, 'SIGKILL');
  throw new Error('killed');
};

const inner = createTransport({ clock: systemClock });
const transport: Transport = {
  async send(request, options) {
    if (point === 'marker-durable') die();
    const result = await inner.send(request, {
      ...options,
      onSocket(ends) {
        if (point === 'socket-open') die();
        options?.onSocket?.(ends);
      },
    });
    if (point === 'answer-there') die();
    return result;
  },
  close: () => inner.close(),
};

let armed = false;
let commits = 0;
const engine = await buildWire(directory, {
  transport,
  providers: [signedProvider],
  settings: { captureOn: false },
  wrapStore: (store) => ({
    ...store,
    commit(work) {
      if (!armed) return store.commit(work);
      commits += 1;
      const number = commits;
      return store.commit(() => {
        if (number === 1 && point === 'marker-unwritten') die();
        const value = work();
        if (number === 1 && point === 'marker-written') die();
        if (number === 2 && point === 'outcome-written') die();
        return value;
      });
    },
  }),
});
const webhook = await engine.createWebhook(
  signedProvider.id,
  { url, atMostOnce: atMostOnce === 'yes' },
  { signing: `whsec_${Buffer.alloc(24, 7).toString('base64')}` },
);
armed = true;
const delivery = await engine.send(webhook, signedProvider.eventTypes[0]?.id ?? '');
await engine.finished(delivery.id);
if (point === 'outcome-durable') die();
process.stdout.write('not killed\n');
await engine.close();
