import { expect, test } from 'vitest';
import { BodyBudget, type Upload } from '../../../src-main/engine/capture/body-budget.ts';
import { openWire } from '../support/open-wire.ts';
import { makeTemporaryDirectory } from '../support/temporary-directory.ts';
import { connectRaw, type RawClient, statusesOf } from './support/raw-client.ts';

const MEBIBYTE = 1024 * 1024;

test('slow large uploads cost no honest request its body: the largest of them is given up, with the reason', async () => {
  const engine = await openWire(makeTemporaryDirectory(), { settings: { captureBodyLimit: 25 * MEBIBYTE } });
  const head = `POST /slow HTTP/1.1\r\nHost: a\r\nContent-Length: ${24 * MEBIBYTE}\r\n\r\n`;
  const part = Buffer.alloc(23 * MEBIBYTE, 120);
  const clients: RawClient[] = [];
  for (let count = 0; count < 12; count += 1) {
    const client = await connectRaw(engine.capturePort());
    await client.write(head);
    await client.write(part);
    clients.push(client);
  }
  const answered = () => clients.filter((client) => client.text() !== '');
  await expect.poll(() => answered().length, { timeout: 30_000 }).toBeGreaterThan(0);
  for (const client of answered()) {
    expect(statusesOf(client.text())).toEqual([503]);
    expect(client.text()).toMatch(/given up after \d+ bytes\. Its beginning was kept/);
  }
  expect(answered().length).toBeLessThan(6);

  const small = await fetch(engine.captureUrl('/honest'), { method: 'POST', body: 'ok' });
  expect(small.status).toBe(200);
  const large = await fetch(engine.captureUrl('/large'), { method: 'POST', body: Buffer.alloc(10 * MEBIBYTE, 97) });
  expect(large.status).toBe(200);
  const rows = (await engine.rows()).map(({ captured }) => captured);
  expect(rows.find((row) => row?.target === '/honest')).toMatchObject({ bodyBytes: 2, responseStatus: 200 });
  expect(rows.find((row) => row?.target === '/large')).toMatchObject({ bodyBytes: 10 * MEBIBYTE });
  const [given] = rows.filter((row) => row?.target === '/slow');
  expect(given).toMatchObject({ responseStatus: 503, malformed: false });
  expect(given?.bodyBytes).toBeGreaterThan(MEBIBYTE);
  expect(given?.bodyBytes).toBeLessThanOrEqual(23 * MEBIBYTE);
});

test('gives up the largest upload, of equal ones the oldest, and none while there is room', () => {
  const budget = new BodyBudget();
  const given: string[] = [];
  const upload = (name: string): Upload => ({ giveUp: () => void given.push(name) });
  const [first, second, third] = [upload('first'), upload('second'), upload('third')];
  expect(budget.take(first, 90 * MEBIBYTE)).toBe(true);
  expect(budget.take(second, 100 * MEBIBYTE)).toBe(true);
  expect(given).toEqual([]);
  expect(budget.take(third, 10 * MEBIBYTE)).toBe(true);
  expect(given).toEqual(['second']);
  expect(budget.take(third, 200 * MEBIBYTE)).toBe(false);
  expect(given).toEqual(['second', 'third']);
  budget.giveBack(first);
  const small = Array.from({ length: 1025 }, (_, index) => upload(String(index)));
  for (const each of small) budget.take(each, 64 * 1024);
  expect(given).toEqual(['second', 'third', '0']);
});
