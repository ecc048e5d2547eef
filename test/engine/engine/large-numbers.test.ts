import { expect, onTestFinished, test } from 'vitest';
import { openEngine } from '../../../src-main/engine/engine.ts';
import { startReceiver } from '../support/receiver.ts';
import { signedProvider } from '../support/signed-provider.ts';
import { makeTemporaryDirectory } from '../support/temporary-directory.ts';
import { toDraft } from '../support/to-draft.ts';
import { createFakeKeyring } from '../vault/fake-keyring.ts';

const numbers = ['9007199254740993', '12345678901234567890', '-0.10', '1e400'];

test.each(numbers)(
  'keeps %s as it was written, from a sample to the wire, the log and the next start',
  async (number) => {
    const directory = makeTemporaryDirectory();
    const receiver = await startReceiver();
    const open = async () => {
      const engine = await openEngine({
        directory,
        capturePort: 0,
        sample: false,
        providers: [signedProvider],
        vault: { protector: createFakeKeyring('test') },
      });
      onTestFinished(() => engine.close());
      return engine;
    };
    const dataText = `{"thing":{"id":${number}}}`;
    const engine = await open();
    const made = await engine.call('webhooks.create', { providerId: 'signed', channel: null, name: null });
    const webhook = await engine.call('secrets.set', {
      webhookId: made.id,
      field: 'signing',
      value: `whsec_${Buffer.alloc(24, 7).toString('base64')}`,
    });
    const draft = { ...toDraft(webhook), url: receiver.url, templates: { 'custom-url/*': '{"id":{{thing.id}}}' } };
    const sample = await engine.call('samples.save', {
      providerId: 'signed',
      id: null,
      eventType: 'made',
      name: 'Large',
      dataText,
    });
    const order = { draft, eventType: 'made', dataText: sample.dataText, kind: 'test' as const, confirmed: [] };
    const { id } = await engine.call('deliveries.send', order);
    await receiver.arrived(1);
    expect(receiver.requests[0]?.body.toString()).toBe(`{"id":${number}}`);
    await engine.close();

    const again = await open();
    const samples = await again.call('samples.list', { providerId: 'signed' });
    expect(samples.find(({ name }) => name === 'Large')?.dataText).toBe(dataText);
    const { attempts } = await again.call('deliveries.get', { id });
    const body = await again.call('log.body', {
      of: 'request',
      id: attempts[0]?.id ?? '',
      offset: 0,
      length: 1000,
    });
    expect(Buffer.from(body.base64, 'base64').toString()).toBe(`{"id":${number}}`);
  },
);
