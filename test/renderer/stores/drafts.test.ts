import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { rebaseDraft, sameData, toDraft } from '../../../src-renderer/stores/drafts.ts';
import { makeWebhook } from '../support/webhook.ts';

const base = toDraft(makeWebhook());

describe('the draft of a webhook', () => {
  it('holds what a person edits and nothing that the engine keeps', () => {
    expect(Object.keys(base).sort()).toEqual(
      'atMostOnce authorization channel description events failureEmail headers id insertion layout method name ordered publicUrl query retryCount retryIntervalMinutes retryRule schemeId scope send signatureHeader signed successRule templates timeoutMs tls url'.split(
        ' ',
      ),
    );
  });
});

describe('comparing data', () => {
  it('looks at content, not at identity', () => {
    expect(sameData(base, structuredClone(base))).toBe(true);
    expect(sameData({ headers: [{ name: 'A', value: '1' }] }, { headers: [{ name: 'A', value: '2' }] })).toBe(false);
  });

  it('tells a missing field from one more', () => {
    expect(sameData({ a: 1 }, { a: 1, b: 2 })).toBe(false);
    expect(sameData({ a: 1, b: undefined }, { a: 1, c: undefined })).toBe(false);
  });

  it('agrees with the text of any JSON value', () => {
    fc.assert(
      fc.property(fc.jsonValue({ noUnicodeString: false }), (value) => {
        // The text of -0 is 0, so the value that went through text is compared with itself.
        const once: unknown = JSON.parse(JSON.stringify(value));
        expect(sameData(once, JSON.parse(JSON.stringify(once)))).toBe(true);
      }),
    );
  });
});

describe('moving edits to a newer version', () => {
  it('keeps what was edited and takes what was not', () => {
    const mine = { ...base, name: 'Mine' };
    const theirs = { ...base, url: 'http://127.0.0.1:4600/signups' };
    expect(rebaseDraft(base, mine, theirs)).toEqual({ draft: { ...theirs, name: 'Mine' }, conflicts: [] });
  });

  it('names a field that both changed, and keeps the edit', () => {
    const result = rebaseDraft(base, { ...base, name: 'Mine' }, { ...base, name: 'Theirs' });
    expect(result.conflicts).toEqual(['name']);
    expect(result.draft.name).toBe('Mine');
  });

  it('sees no conflict where both wrote the same', () => {
    const both = { ...base, headers: [{ name: 'A', value: '1' }] };
    expect(rebaseDraft(base, both, structuredClone(both)).conflicts).toEqual([]);
  });
});
