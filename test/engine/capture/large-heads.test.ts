import { expect, test } from 'vitest';
import { openService } from '../services/support/open-service.ts';
import { openWire } from '../support/open-wire.ts';
import { makeTemporaryDirectory } from '../support/temporary-directory.ts';
import { connectRaw, statusesOf } from './support/raw-client.ts';

test('a query value of 10,000 characters is captured whole, whatever they are, and paired with what was sent', async () => {
  const service = await openService('callgoose');
  const capture = await service.engine.call('capture.state', {});
  if (capture.state !== 'listening') throw new Error(capture.state);
  const webhook = await service.create({
    method: 'GET',
    url: `${capture.address}/pager`,
    send: 'query',
    query: [{ name: 'title', value: '{{incident.title}}' }],
  });
  const title = '🚒'.repeat(10_000);
  const data = JSON.stringify({ incident: { title } });
  const preview = await service.preview(webhook.id, 'incident.created', data);
  expect(preview.url.length).toBeGreaterThan(120_000);
  const [delivery] = await service.fireAndSettle('incident.created', { id: 'global', target: null }, data);
  expect(delivery).toMatchObject({ state: 'delivered', attempts: [{ response: { status: 200 } }] });
  const any = { text: '', providerId: null, eventType: null, channel: null, outcome: null, verdict: null };
  const filter = { ...any, webhookId: webhook.id, side: null, from: null, to: null };
  const { rows } = await service.engine.call('log.page', { filter, before: null, after: null, limit: 10 });
  expect(rows).toHaveLength(1);
  // A line of the table holds the beginning, the opened request all of it.
  expect(rows[0]?.captured?.target.length).toBeLessThan(2100);
  const detail = await service.engine.call('log.detail', { seq: rows[0]?.seq ?? 0 });
  const target = detail.capture?.target ?? '';
  expect(new URL(target, capture.address).searchParams.get('title')).toBe(title);
  expect(capture.address + target).toBe(preview.url);
});

test('large heads that arrive slowly share one budget: those beyond it are recorded and told to come again', async () => {
  // However long the machine takes for all of them: none is given up because it is slow.
  const captureTimeouts = { headers: 600_000, request: 600_000, check: 30_000 };
  const engine = await openWire(makeTemporaryDirectory(), { captureTimeouts });
  const large = `POST /large HTTP/1.1\r\nHost: a\r\nX-Half: ${'x'.repeat(240_000)}`;
  const clients = await Promise.all(Array.from({ length: 250 }, () => connectRaw(engine.capturePort())));
  await Promise.all(clients.map((client) => client.write(large)));
  const waiting = () => clients.filter((client) => client.text() === '');
  // 32 MiB take about 150 of them; the others are answered, and these still wait for their end.
  await expect.poll(() => waiting().length).toBeLessThan(155);
  expect(waiting().length).toBeGreaterThan(100);
  const [row] = await engine.rows();
  expect(row?.captured).toMatchObject({ malformed: true, responseStatus: 431, method: 'POST', target: '/large' });
  const alive = await fetch(engine.captureUrl('/alive'), { method: 'POST', body: 'x' });
  expect(alive.status).toBe(200);

  // Those that had room are taken when they end, and their room is free again.
  const taken = waiting();
  for (const client of taken) await client.write('\r\nContent-Length: 0\r\n\r\n');
  const answers = await Promise.all(taken.map((client) => client.answers(1)));
  expect(answers.flatMap(statusesOf).filter((status) => status === 200).length).toBeGreaterThan(100);
  const late = await connectRaw(engine.capturePort());
  await late.write(`${large}\r\nContent-Length: 0\r\n\r\n`);
  expect(statusesOf(await late.answers(1))).toEqual([200]);
});
