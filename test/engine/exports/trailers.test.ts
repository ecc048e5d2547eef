import { expect, it } from 'vitest';
import { exportFormats } from '../../../src-preload/contract/exports.ts';
import { connectRaw } from '../capture/support/raw-client.ts';
import { everything, openWire, type WireTest } from '../support/open-wire.ts';
import { makeTemporaryDirectory } from '../support/temporary-directory.ts';

/** Two captures: one with trailer fields, one without. */
async function captureBoth(): Promise<{ engine: WireTest; withTrailers: number; plain: number }> {
  const engine = await openWire(makeTemporaryDirectory());
  const client = await connectRaw(engine.capturePort());
  const host = `Host: 127.0.0.1:${engine.capturePort()}\r\n`;
  const chunks = '1\r\na\r\n0\r\nX-Checksum: 12\r\nX-Checksum: 13\r\nX-Last: 1\r\n\r\n';
  await client.write(`POST /a HTTP/1.1\r\n${host}Transfer-Encoding: chunked\r\n\r\n${chunks}`);
  await client.answers(1);
  await client.write(`POST /b HTTP/1.1\r\n${host}Content-Length: 1\r\n\r\na`);
  await client.answers(2);
  const [plain, withTrailers] = await engine.rows();
  return { engine, withTrailers: withTrailers?.seq ?? 0, plain: plain?.seq ?? 0 };
}

it('an exported line names the trailer fields that it leaves out', async () => {
  const { engine, withTrailers, plain } = await captureBoth();
  for (const format of exportFormats) {
    const { text, leftOut } = await engine.call['exports.line']({ seq: withTrailers, format });
    expect([format, text.includes('X-Checksum'), leftOut]).toEqual([
      format,
      false,
      ['X-Checksum (trailer)', 'X-Last (trailer)'],
    ]);
    expect((await engine.call['exports.line']({ seq: plain, format })).leftOut).toEqual([]);
  }
});

it('an exported file counts the requests whose trailer fields it leaves out', async () => {
  const { engine } = await captureBoth();
  for (const format of exportFormats) {
    const piece = await engine.call['exports.piece']({ filter: everything, format, above: 0, upTo: null });
    expect(piece).toMatchObject({ lines: 2, leftOut: 0, withoutTrailers: 1 });
  }
});

it('a replay of a capture names the trailer fields that it does not send', async () => {
  const { engine, withTrailers, plain } = await captureBoth();
  const notesOf = async (seq: number): Promise<string> => {
    const { capture } = await engine.call['log.detail']({ seq });
    const order = { deliveryId: capture?.id ?? '', attemptId: null, mode: 'exact' as const, bodyText: null };
    const { notes } = await engine.call['replay.preview']({ ...order, target: { to: 'capture' } });
    return notes.join(' ');
  };
  expect(await notesOf(withTrailers)).toContain(
    'Left out, because fields behind a body (trailers) are not sent: X-Checksum, X-Last.',
  );
  expect(await notesOf(plain)).not.toContain('trailers');
});
