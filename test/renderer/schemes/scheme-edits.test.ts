import { describe, expect, it } from 'vitest';
import { checkScheme } from '../../../src-main/engine/signing/check-scheme.ts';
import { rehearseScheme } from '../../../src-main/engine/signing/rehearse-scheme.ts';
import { schemes } from '../../../src-main/engine/signing/schemes.ts';
import { type SigningScheme, signingAlgorithms } from '../../../src-preload/contract/signing.ts';
import { escapeText, unescapeText } from '../../../src-renderer/features/schemes/form-parts.ts';
import {
  addPart,
  blankScheme,
  changeKind,
  listTextOnly,
  moveItem,
  partKinds,
  setAlgorithm,
  setContainer,
  setPlace,
  setTime,
} from '../../../src-renderer/features/schemes/scheme-edits.ts';
import { acme } from '../../engine/schemes/compose.ts';

async function problemsOf(scheme: SigningScheme): Promise<string[]> {
  const problems = checkScheme(scheme).map(({ path, message }) => `${path}: ${message}`);
  return problems.length > 0 ? problems : [(await rehearseScheme(scheme)) ?? []].flat();
}

const kinds = ['plain', 'list', 'pairs', 'tagged', 'positional'] as const;
const times = ['none', 'header', 'signature', 'body'] as const;

describe('a choice in the form', () => {
  it('of an algorithm leaves a scheme that works, from whatever was there', async () => {
    const inBody = setPlace('body')(setContainer('plain')(setTime('none')({ ...acme, idHeader: 'X-Id' })));
    for (const begin of [acme, { ...inBody, message: [{ part: 'id' as const }] }]) {
      for (const first of signingAlgorithms) {
        for (const algorithm of signingAlgorithms) {
          const scheme = setAlgorithm(algorithm)(setAlgorithm(first)(begin));
          expect([first, algorithm, await problemsOf(scheme)]).toEqual([first, algorithm, []]);
        }
      }
    }
  });

  it('of a format and of a time stamp leaves a scheme that works, in whatever order', async () => {
    for (const kind of kinds) {
      for (const time of times) {
        for (const begin of [acme, blankScheme]) {
          const one = setTime(time)(setContainer(kind)(begin));
          const other = setContainer(kind)(setTime(time)(begin));
          expect([kind, time, await problemsOf(one), await problemsOf(other)]).toEqual([kind, time, [], []]);
        }
      }
    }
  });

  it('of a place keeps the rest of the signature', () => {
    const inBody = setPlace('body')(blankScheme);
    expect(inBody.signature).toEqual({ ...blankScheme.signature, place: { in: 'body', path: 'signature' } });
    expect(setPlace('header')(inBody).signature.place).toEqual({ in: 'header', name: 'X-Signature' });
  });

  it('of one more part brings what the part needs', async () => {
    for (const { kind } of partKinds) {
      // No request has a form and JSON in one body, and a header that is signed has to be another than the signature's.
      expect([kind, await problemsOf(addPart(kind)(blankScheme))]).toEqual([kind, []]);
    }
  });
});

it('keeps the name of a part whose kind is changed, where the other kind has one', () => {
  expect(changeKind({ part: 'header', name: 'X-Id' }, 'query')).toEqual({ part: 'query', name: 'X-Id' });
  expect(changeKind({ part: 'header', name: 'X-Id' }, 'body')).toEqual({ part: 'body' });
});

it('moves a part, and nothing where there is no such place', () => {
  expect(moveItem(['a', 'b', 'c'], 0, 2)).toEqual(['b', 'c', 'a']);
  expect(moveItem(['a', 'b', 'c'], 2, 1)).toEqual(['a', 'c', 'b']);
  expect(moveItem(['a'], 0, 1)).toEqual(['a']);
  expect(moveItem(['a'], 0, -1)).toEqual(['a']);
});

it('names what the form does not show of a shipped scheme, and of most it shows everything', () => {
  const hidden = [...schemes.values()].filter((scheme) => listTextOnly(scheme).length > 0);
  expect(hidden.length).toBeLessThan(schemes.size / 8);
  expect(listTextOnly({ ...acme, alternateHeaders: { a: 'b' } })).toEqual([
    expect.stringContaining('alternateHeaders'),
  ]);
});

it('shows line ends and tabs of a fixed text, and takes them back', () => {
  for (const text of ['.', '\n', 'a\r\n\tb', '\\n', '\\\\', 'C:\\x']) expect(unescapeText(escapeText(text))).toBe(text);
  expect(escapeText('\n')).toBe('\\n');
  expect(unescapeText('\\')).toBe('\\');
});
