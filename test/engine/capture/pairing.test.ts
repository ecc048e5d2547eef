import { Agent, request } from 'node:http';
import { describe, expect, it } from 'vitest';
import { Pairing } from '../../../src-main/engine/capture/pairing.ts';
import { createFakeClock } from '../support/fake-clock.ts';
import { openWire } from '../support/open-wire.ts';
import { makeTemporaryDirectory } from '../support/temporary-directory.ts';

const line = (seq: number) => ({ seq, webhookId: 'w', signing: null, headers: [], body: null });
const ends = (localPort: number, remoteAddress = '127.0.0.1') => ({ localPort, remotePort: 9410, remoteAddress });

describe('pairing', () => {
  it('puts each of 200 requests at once beside its own attempt, others of the same kind among them', async () => {
    const engine = await openWire(makeTemporaryDirectory(), { limits: { perLane: 60, overall: 60 } });
    const webhook = await engine.createWebhook('gridscale', { name: 'Billing' });
    const agent = new Agent({ keepAlive: true, maxSockets: 20 });
    const foreign = (index: number): Promise<void> =>
      new Promise((done) => {
        const post = request(webhook.url, { method: 'POST', agent }, (answer) => {
          answer.resume();
          answer.on('end', done);
        });
        post.end(`foreign ${index}`);
      });
    const sent = Array.from({ length: 200 }, async (_, index) =>
      engine.call['deliveries.send']({
        draft: engine.draft(webhook.id),
        eventType: 'contract-signup',
        dataText: `{"account":{"email":"number-${index}@example.com","uuid":"u"}}`,
        kind: 'event',
        confirmed: [],
      }),
    );
    const others = Array.from({ length: 100 }, (_, index) => foreign(index));
    const deliveries = await Promise.all(sent);
    await Promise.all([...deliveries.map(({ id }) => engine.finished(id)), ...others]);
    agent.destroy();
    const rows = await engine.rows();
    const paired = rows.filter(({ sent: one, captured }) => one !== null && captured !== null);
    const alone = rows.filter(({ sent: one }) => one === null);
    expect([rows.length, paired.length, alone.length]).toEqual([300, 200, 100]);
    for (const { seq, captured, sent: one } of paired) {
      const [request_, capture] = await Promise.all(
        (['request', 'capture'] as const).map((of) =>
          engine.call['log.body']({ of, id: `${of === 'request' ? 'a' : 'c'}${seq}`, offset: 0, length: 10_000 }),
        ),
      );
      expect(capture).toEqual(request_);
      expect(captured?.verdict).toBe('valid');
      expect(one?.outcome).toBe('success');
    }
    for (const { seq, captured } of alone) {
      expect(captured?.reason).toBe('missing-header');
      expect((await engine.call['log.detail']({ seq })).delivery).toBeNull();
    }
    // The very bytes of each, not only as many: every number arrived once.
    const texts = await Promise.all(
      paired.map(async ({ seq }) =>
        Buffer.from(
          (await engine.call['log.body']({ of: 'capture', id: `c${seq}`, offset: 0, length: 10_000 })).base64,
          'base64',
        ).toString(),
      ),
    );
    expect(new Set(texts.map((text) => /number-\d+@/.exec(text)?.[0])).size).toBe(200);
  });

  it('answers each expected request once, and only at the port that it went to', () => {
    const pairing = new Pairing(createFakeClock());
    pairing.expect(ends(1), line(7));
    expect(pairing.claim(1, 9999)).toBeNull();
    expect(pairing.claim(2, 9410)).toBeNull();
    expect(pairing.claim(1, 9410)?.seq).toBe(7);
    expect(pairing.claim(1, 9410)).toBeNull();
  });

  it('takes the latest request of a connection that is used again', () => {
    const pairing = new Pairing(createFakeClock());
    pairing.expect(ends(1), line(7));
    pairing.expect(ends(1), line(8));
    expect(pairing.claim(1, 9410)?.seq).toBe(8);
  });

  it('forgets a port that another program may have by now, and what went elsewhere', () => {
    const clock = createFakeClock();
    const pairing = new Pairing(clock);
    pairing.expect(ends(1), line(7));
    clock.advance(120_001);
    expect(pairing.claim(1, 9410)).toBeNull();
    pairing.expect(ends(2, '192.0.2.1'), line(8));
    expect(pairing.claim(2, 9410)).toBeNull();
  });
});
