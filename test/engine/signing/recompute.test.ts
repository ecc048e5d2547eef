import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { generateSecret, signRequest, verifyRequest } from '../../../src-main/engine/signing/scheme.ts';
import { schemes } from '../../../src-main/engine/signing/schemes.ts';
import type { HeaderPair } from '../../../src-preload/contract/compose.ts';
import type { SigningScheme } from '../../../src-preload/contract/signing.ts';
import { keyOf, now } from './request.ts';

const folder = join(import.meta.dirname, 'recompute');
const python = existsSync('/usr/bin/python3') ? '/usr/bin/python3' : 'python3';

interface Wire {
  url: string;
  headers: readonly HeaderPair[];
  body: Buffer;
}
interface Answer {
  valid?: boolean;
  headers?: HeaderPair[];
  url?: string;
  body?: string;
}

/** The signer and verifier in Python: knows the facts, not the product. */
function startPython() {
  const child = spawn(python, [join(folder, 'recompute.py')], { stdio: ['pipe', 'pipe', 'inherit'] });
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  return {
    async ask(order: 'sign' | 'verify', scheme: SigningScheme, secret: string, wire: Wire): Promise<Answer> {
      const { url, headers, body } = wire;
      const request = { do: order, scheme: scheme.id, secret, method: 'POST', url, headers, now };
      child.stdin.write(`${JSON.stringify({ ...request, body: body.toString('base64') })}\n`);
      const line = await lines.next();
      if (line.done) throw new Error('Python ended; its error is in the output above.');
      return JSON.parse(line.value) as Answer;
    },
    async stop(): Promise<void> {
      child.stdin.end();
      if (child.exitCode === null) await once(child, 'exit');
    },
  };
}

const url = 'http://127.0.0.1:4590/crm?data.id=AbC&a=1';
const json = Buffer.from('{"a":"ü","n":1.0,"amount":12}');
const form = Buffer.from('b=2&a=%C3%BC&a=1&c=');

const usesForm = (scheme: SigningScheme) => scheme.message.some(({ part }) => part === 'form-params');
const bodyOf = (scheme: SigningScheme) => (usesForm(scheme) ? form : json);

/** One changed byte in what the scheme covers, or null where it covers nothing. */
function spoil(scheme: SigningScheme, wire: Wire): Wire | null {
  const parts = scheme.message.map(({ part }) => part);
  const covers = scheme.claims?.some(({ holds }) => holds === 'body-sha256');
  if (parts.includes('body') || parts.includes('form-params') || covers || scheme.bodyHashParameter !== undefined) {
    return { ...wire, body: Buffer.from(wire.body.toString('latin1').replace('1', '7'), 'latin1') };
  }
  if (parts.includes('query')) return { ...wire, url: wire.url.replace('AbC', 'AbD') };
  return parts.includes('body-field')
    ? { ...wire, body: Buffer.from(wire.body.toString().replace(/"token": ?"./, '"token":"~')) }
    : null;
}

let peer: ReturnType<typeof startPython>;
beforeAll(() => {
  peer = startPython();
});
afterAll(() => peer.stop());

describe('every scheme, recomputed in Python from the facts alone', () => {
  it('has its line among the facts', () => {
    const lines = readFileSync(join(folder, 'schemes.tsv'), 'utf8').split('\n').slice(2);
    expect(lines.filter((line) => line !== '').map((line) => line.split('\t')[0])).toEqual(
      expect.arrayContaining([...schemes.keys()]),
    );
  });

  it.each([...schemes.values()])(
    '$id: what one end signs the other takes, and one changed byte is refused',
    async (scheme) => {
      const key = scheme.id === 'basic-authentication' ? 'ada:secret' : null;
      const secret = key ?? generateSecret(scheme, { bytes: (count) => Buffer.alloc(count, 0x5a) });
      const input = { body: bodyOf(scheme), timestampMs: now, id: 'msg_1', method: 'POST', url };
      const { headers, body, url: signedUrl } = signRequest(scheme, keyOf(scheme, secret), input);
      const ours: Wire = { headers, body, url: signedUrl };
      expect(await peer.ask('verify', scheme, secret, ours)).toMatchObject({ valid: true });

      const answer = await peer.ask('sign', scheme, secret, { url, headers: [], body: bodyOf(scheme) });
      const theirs: Wire = {
        headers: answer.headers ?? [],
        url: answer.url ?? '',
        body: Buffer.from(answer.body ?? '', 'base64'),
      };
      const verify = (wire: Wire) =>
        verifyRequest(scheme, keyOf(scheme, secret), { ...wire, method: 'POST', nowMs: now });
      expect(verify(theirs)).toMatchObject({ result: 'valid' });

      const [ourSpoiled, theirSpoiled] = [spoil(scheme, ours), spoil(scheme, theirs)];
      if (ourSpoiled !== null)
        expect(await peer.ask('verify', scheme, secret, ourSpoiled)).toMatchObject({ valid: false });
      if (theirSpoiled !== null) expect(verify(theirSpoiled)).toMatchObject({ result: 'invalid' });
      const otherSecret = generateSecret(scheme, { bytes: (count) => Buffer.alloc(count, 0x33) });
      if (scheme.algorithm !== 'rsa-sha256') {
        const other = verifyRequest(scheme, keyOf(scheme, otherSecret), { ...theirs, method: 'POST', nowMs: now });
        expect(other).toMatchObject({ result: 'invalid' });
      }
    },
  );
});
