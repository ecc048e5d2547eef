import { expect, it } from 'vitest';
import { connectRaw } from '../capture/support/raw-client.ts';
import { startRawServer } from '../dispatch/support/raw-server.ts';
import { openWire } from '../support/open-wire.ts';
import { makeTemporaryDirectory } from '../support/temporary-directory.ts';

it('writes each phase by itself, and their sum', async () => {
  const server = await startRawServer((socket) => {
    setTimeout(() => {
      socket.write('HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n');
      // Counted from here: a head that is late takes its body along.
      // By far longer than what is asked for below, since a busy machine may be late to take the head.
      setTimeout(() => socket.write('ok'), 800);
    }, 100);
  });
  const engine = await openWire(makeTemporaryDirectory());
  const webhook = await engine.createWebhook('callgoose', { url: `http://localhost:${server.port}/` });
  for (const reused of [false, true]) {
    const delivery = await engine.send(webhook, 'incident.created', 'test');
    await engine.finished(delivery.id);
    const [row] = await engine.rows();
    const { text } = await engine.call['exports.line']({ seq: row?.seq ?? 0, format: 'har' });
    const [entry] = JSON.parse(text).log.entries;
    const { dns, connect, ssl, send, wait, receive } = entry.timings;
    expect([dns >= 0, connect >= 0, ssl, send]).toEqual([!reused, !reused, -1, 0]);
    expect(receive).toBeGreaterThan(150);
    expect(wait).toBeGreaterThan(80);
    expect(entry.time).toBeCloseTo(Math.max(0, dns) + Math.max(0, connect) + wait + receive, 2);
    expect(entry.time).toBeCloseTo(row?.sent?.durationMs ?? 0, 2);
  }
});

it('leaves cookies out, which are credentials, and names them', async () => {
  const engine = await openWire(makeTemporaryDirectory());
  const client = await connectRaw(engine.capturePort());
  await client.write('POST /in HTTP/1.1\r\nHost: x\r\nCookie: session=needle\r\nContent-Length: 0\r\n\r\n');
  await client.answers(1);
  const [row] = await engine.rows();
  const { text, leftOut } = await engine.call['exports.line']({ seq: row?.seq ?? 0, format: 'har' });
  expect(leftOut).toEqual(['Cookie']);
  expect(text).not.toContain('needle');
  expect(JSON.parse(text).log.entries[0].request.cookies).toEqual([]);
});
