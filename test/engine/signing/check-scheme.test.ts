import { describe, expect, it } from 'vitest';
import { reservedHeaderNames } from '../../../src-main/engine/header-rules.ts';
import { checkScheme } from '../../../src-main/engine/signing/check-scheme.ts';
import { rehearseScheme } from '../../../src-main/engine/signing/rehearse-scheme.ts';
import { schemes } from '../../../src-main/engine/signing/schemes.ts';
import type { SigningScheme } from '../../../src-preload/contract/signing.ts';
import { acme, acmeWith } from '../schemes/compose.ts';

describe('every shipped scheme', () => {
  it.each([...schemes.keys()])('%s fits together, and accepts what it signs', async (id) => {
    const scheme = schemes.get(id) as SigningScheme;
    expect(checkScheme(scheme)).toEqual([]);
    expect(await rehearseScheme(scheme)).toBeNull();
  });
});

const signature = (change: Partial<SigningScheme['signature']>) => ({ signature: { ...acme.signature, ...change } });
const plain = { kind: 'plain' } as const;

describe('a scheme that cannot work names the place', () => {
  it.each<[string, Partial<SigningScheme>, string]>([
    [
      'its signed text holds the header with the signature',
      { message: [{ part: 'header', name: 'ACME-signature' }] },
      'message[0].name',
    ],
    [
      'its signed text holds the header with the second signature',
      {
        ...signature({ place: { in: 'header', name: 'A', second: 'B' }, container: plain }),
        timestamp: null,
        message: [{ part: 'body' }, { part: 'header', name: 'b' }],
      },
      'message[1].name',
    ],
    [
      'its signed text holds a numbered header with a signature',
      {
        ...signature({ place: { in: 'header', name: 'A1', numberedTo: 9 }, container: plain }),
        timestamp: null,
        message: [{ part: 'header', name: 'a7' }],
      },
      'message[0].name',
    ],
    [
      'its signed text holds the field around the signature',
      {
        ...signature({ place: { in: 'body', path: 'meta.sig' }, container: plain }),
        timestamp: null,
        message: [{ part: 'body-field', path: 'meta' }],
      },
      'message[0].path',
    ],
    ['id and signature are in one header', { idHeader: 'acme-signature' }, 'idHeader'],
    [
      'time and signature are in one header',
      { timestamp: { place: { in: 'header', name: 'Acme-Signature' }, unit: 's' } },
      'timestamp.place.name',
    ],
    [
      'time and id are in one header',
      { idHeader: 'Acme-Id', timestamp: { place: { in: 'header', name: 'acme-id' }, unit: 's' } },
      'timestamp.place.name',
    ],
    [
      'time and signature are under one key',
      { timestamp: { place: { in: 'signature', key: 'v1' }, unit: 's' } },
      'timestamp.place.key',
    ],
    [
      'its separator can occur in a signature',
      { ...signature({ container: { kind: 'list', separator: 'a' } }), timestamp: null, message: [{ part: 'body' }] },
      'signature.container.separator',
    ],
    [
      'it is a token with a time of its own',
      {
        ...signature({ container: plain, encoding: 'base64url' }),
        algorithm: 'jwt-hs256',
        claims: [{ name: 'body_sha256', holds: 'body-sha256' }],
        timestamp: { place: { in: 'header', name: 'X-Time' }, unit: 's' },
        message: [],
      },
      'timestamp',
    ],
    [
      'its key is at least longer than at most',
      { key: { ...acme.key, bytes: { minimum: 9, maximum: 8 } } },
      'key.bytes',
    ],
  ])('%s', (_what, change, path) => {
    expect(checkScheme(acmeWith(change)).map((problem) => problem.path)).toEqual([path]);
  });
});

describe('a header that sending refuses is refused at its field', () => {
  const names = ['Host', 'content-length', 'Transfer-Encoding', 'CONNECTION', 'User-Agent', 'Content-Type'];
  const pathsOf = (change: Partial<SigningScheme>) => checkScheme(acmeWith(change)).map(({ path }) => path);

  it.each([...new Set([...names, ...reservedHeaderNames])])('%s', (name) => {
    const place = { in: 'header', name } as const;
    const second = { in: 'header', name: 'Acme-Signature', second: name } as const;
    expect(pathsOf(signature({ place }))).toEqual(['signature.place.name']);
    expect(pathsOf(signature({ place: second }))).toEqual(['signature.place.second']);
    expect(pathsOf({ idHeader: name })).toEqual(['idHeader']);
    const timed = { ...signature({ container: plain }), timestamp: { place, unit: 's' as const } };
    expect(pathsOf(timed)).toEqual(['timestamp.place.name']);
  });

  it('and Authorization is not', () => {
    expect(pathsOf(signature({ place: { in: 'header', name: 'Authorization' } }))).toEqual([]);
  });

  it('and one that is signed, and not written, is not: a receiver can read it', () => {
    expect(pathsOf({ message: [{ part: 'header', name: 'Host' }, { part: 'body' }] })).toEqual([]);
  });
});
