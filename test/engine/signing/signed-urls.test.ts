import { describe, expect, it } from 'vitest';
import { decodeKey, signRequest, verifyRequest } from '../../../src-main/engine/signing/scheme.ts';
import { getScheme } from '../../../src-main/engine/signing/schemes.ts';
import { listSignedUrls, toPublicUrl } from '../../../src-main/engine/signing/signed-urls.ts';
import type { HeaderPair } from '../../../src-preload/contract/compose.ts';
import type { SigningScheme } from '../../../src-preload/contract/signing.ts';

const nowMs = Date.UTC(2026, 0, 15, 12);
const form = Buffer.from('From=%2B1&Body=hi');

function find(id: string): SigningScheme {
  const scheme = getScheme(id);
  if (scheme === undefined) throw new Error(`no scheme ${id}`);
  return scheme;
}

function keyOf(scheme: SigningScheme): Buffer {
  const decoded = decodeKey(scheme, Buffer.from('12345'));
  if (!decoded.ok) throw new Error(decoded.message);
  return decoded.key;
}

/** Signed by the sender over `outside`, seen by the receiver as `inside` with these further headers. */
function judge(id: string, outside: string, inside: string, headers: HeaderPair[] = [], publicUrl = '') {
  const scheme = find(id);
  const key = keyOf(scheme);
  const sent = signRequest(scheme, key, { body: form, timestampMs: nowMs, id: 'm1', method: 'POST', url: outside });
  const received = { body: sent.body, headers: [...sent.headers, ...headers], method: 'POST', nowMs };
  return verifyRequest(scheme, key, { ...received, url: inside, publicUrl });
}

const inside = 'http://127.0.0.1:9410/x?a=1';
const outside = 'https://abc.example/x?a=1';
const schemes = ['twilio', 'square', 'hubspot-v3', 'trello'].filter((id) => getScheme(id) !== undefined);

describe('a signature over the URL, behind a tunnel', () => {
  it('is tried for the schemes that it is about', () => {
    expect(schemes).toEqual(expect.arrayContaining(['twilio', 'square']));
  });

  it.each<[string, HeaderPair[]]>([
    ['X-Forwarded-Proto and the host that came', [['X-Forwarded-Proto', 'https']]],
    [
      'X-Forwarded-Proto and -Host',
      [
        ['X-Forwarded-Proto', 'https, http'],
        ['X-Forwarded-Host', 'abc.example, inner'],
      ],
    ],
    ['Forwarded', [['Forwarded', 'for=192.0.2.1;host="abc.example";proto=https, for=10.0.0.1;host=inner;proto=http']]],
  ])('is found by %s', (name, headers) => {
    const seen = name.includes('came') ? 'http://abc.example/x?a=1' : inside;
    for (const id of schemes) {
      const verdict = judge(id, outside, seen, headers);
      expect([id, verdict.result]).toEqual([id, 'valid']);
      expect(verdict.message).toContain(`The signed URL is ${outside}`);
      expect(verdict.message).toMatch(/Forwarded|with https/);
      expect(verdict.signed.find(({ part }) => part === 'url')?.text ?? outside).toBe(outside);
    }
  });

  it('is found by the public address, with its path or the path of the request', () => {
    for (const publicUrl of ['https://abc.example', 'https://abc.example/', 'https://abc.example/x']) {
      const verdict = judge('twilio', outside, inside, [], publicUrl);
      expect(verdict).toMatchObject({ result: 'valid', message: expect.stringContaining('the public address') });
    }
    expect(judge('twilio', 'https://abc.example/y/z?a=1', inside, [], 'https://abc.example/y/z').result).toBe('valid');
    // The control: another path was signed.
    expect(judge('twilio', 'https://abc.example/y/z?a=1', inside, [], 'https://abc.example/y').result).toBe('invalid');
  });

  it('is found with https where only that differs, and with the port of X-Forwarded-Port', () => {
    expect(judge('square', 'https://abc.example/x', 'http://abc.example/x').message).toContain('with https');
    const port: HeaderPair[] = [
      ['X-Forwarded-Proto', 'https'],
      ['X-Forwarded-Host', 'abc.example'],
      ['X-Forwarded-Port', '8443'],
    ];
    expect(judge('square', 'https://abc.example:8443/x', 'http://127.0.0.1/x', port).result).toBe('valid');
    const usual: HeaderPair[] = [
      ['X-Forwarded-Proto', 'https'],
      ['X-Forwarded-Host', 'abc.example'],
      ['X-Forwarded-Port', '443'],
    ];
    expect(judge('square', 'https://abc.example/x', 'http://127.0.0.1/x', usual).result).toBe('valid');
  });

  it('says nothing of the address where the request has the very one', () => {
    const verdict = judge('twilio', inside, inside);
    expect(verdict.result).toBe('valid');
    expect(verdict.message).not.toContain('signed URL');
    expect(verdict.steps.find(({ title }) => title === 'Signature matches')?.detail).toContain(
      'from the request itself',
    );
  });

  it('names every address that was tried where none matches, and what to do', () => {
    const verdict = judge('twilio', 'https://other.example/x', inside, [['X-Forwarded-Host', 'abc.example']]);
    expect(verdict).toMatchObject({ result: 'invalid', reason: 'wrong-signature' });
    expect(verdict.message).toContain('enter it as the public address of the webhook');
    const detail = verdict.steps.find(({ title }) => title === 'Signature matches')?.detail;
    for (const url of [
      inside,
      'https://127.0.0.1:9410/x?a=1',
      'http://abc.example/x?a=1',
      'https://abc.example/x?a=1',
    ]) {
      expect(detail).toContain(url);
    }
  });

  it('is not looked for where the scheme signs no URL', () => {
    const scheme = find('github');
    const headers: HeaderPair[] = [['X-Forwarded-Host', 'abc.example']];
    expect(listSignedUrls(scheme, { url: inside, headers, publicUrl: outside })).toHaveLength(1);
  });

  it.each([
    ['host=abc.example/evil', 'a path in the host'],
    ['host="a b"', 'a space in the host'],
    ['host=user@abc.example', 'credentials in the host'],
    [';;==;', 'nothing at all'],
  ])('is not looked for at a host that is none: %s (%s)', (value) => {
    const urls = listSignedUrls(find('square'), { url: inside, headers: [['Forwarded', value]] });
    expect(urls.map(({ url }) => url)).toEqual([inside, 'https://127.0.0.1:9410/x?a=1']);
  });
});

describe('signing for a public address', () => {
  it('signs that and requests the other', () => {
    const scheme = find('twilio');
    const url = `${inside}`;
    const input = { body: form, timestampMs: nowMs, id: 'm1', method: 'POST', publicUrl: 'https://abc.example/x' };
    const sent = signRequest(scheme, keyOf(scheme), { ...input, url });
    expect(sent.url).toContain('http://127.0.0.1:9410/x');
    expect(sent.parts[0]?.text).toContain('https://abc.example/x?a=1');
    const received = { body: sent.body, headers: sent.headers, method: 'POST', nowMs };
    const outer = toPublicUrl('https://abc.example/x', sent.url);
    expect(verifyRequest(scheme, keyOf(scheme), { ...received, url: outer }).result).toBe('valid');
    // The control: a receiver that knows neither finds no match.
    expect(verifyRequest(scheme, keyOf(scheme), { ...received, url: sent.url }).result).toBe('invalid');
  });

  it.each([
    ['https://abc.example', 'http://h:1/a/b?q', 'https://abc.example/a/b?q'],
    ['https://abc.example/', 'http://h:1/a/b?q', 'https://abc.example/a/b?q'],
    ['https://abc.example/c', 'http://h:1/a/b?q#f', 'https://abc.example/c?q#f'],
    ['https://abc.example:8443/c/', 'http://h', 'https://abc.example:8443/c/'],
  ])('%s for %s is %s', (publicUrl, url, expected) => {
    expect(toPublicUrl(publicUrl, url)).toBe(expected);
  });
});
