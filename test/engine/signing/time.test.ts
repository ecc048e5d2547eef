import { describe, expect, it } from 'vitest';
import { generateSecret } from '../../../src-main/engine/signing/scheme.ts';
import { schemes } from '../../../src-main/engine/signing/schemes.ts';
import { formatTimestamp, parseTimestamp } from '../../../src-main/engine/signing/timestamp.ts';
import { now, schemeOf, sendSigned, verifySent } from './request.ts';

const body = Buffer.from('{"signature":{}}');

function send(id: string) {
  const scheme = schemeOf(id);
  return sendSigned(scheme, generateSecret(scheme, { bytes: (count) => Buffer.alloc(count, 9) }), body);
}

const timed = [...schemes.values()].filter(({ timestamp }) => timestamp !== null).map(({ id }) => id);

describe.each(timed)('the clock of a receiver of %s', (id) => {
  const { past, future } = schemeOf(id).tolerance;
  const later = (seconds: number) => verifySent(send(id), { nowMs: now + seconds * 1000 });

  it('may be ahead as far as the scheme says', () => {
    if (past === null) {
      expect(later(10 * 365 * 86_400)).toMatchObject({ result: 'valid' });
      return;
    }
    expect(later(past)).toMatchObject({ result: 'valid', skewSeconds: -past });
    expect(later(past + 1)).toMatchObject({ result: 'invalid', reason: 'too-old', skewSeconds: -past - 1 });
    expect(later(past + 1).message).toContain('The signature itself is right');
  });

  it('may be behind as far as the scheme says', () => {
    if (future === null) {
      expect(later(-10 * 365 * 86_400)).toMatchObject({ result: 'valid' });
      return;
    }
    expect(later(-future)).toMatchObject({ result: 'valid', skewSeconds: future });
    expect(later(-future - 1)).toMatchObject({ result: 'invalid', reason: 'too-far-ahead', skewSeconds: future + 1 });
  });
});

describe('timestamps', () => {
  it('tolerates 300 s both ways for Standard Webhooks, and only age for Stripe', () => {
    expect(schemeOf('standard-webhooks').tolerance).toEqual({ past: 300, future: 300 });
    expect(schemeOf('stripe').tolerance).toEqual({ past: 300, future: null });
  });

  it('says how old a request is and that it can be re-signed', () => {
    const verdict = verifySent(send('gridscale'), { nowMs: now + 3 * 86_400_000 });
    expect(verdict.message).toBe(
      'The timestamp is 3 days old and the tolerance is 300 s. The signature itself is right. ' +
        'Re-sign it to send it again, and compare the clocks if it was just sent.',
    );
    expect(verdict.steps.at(-1)).toMatchObject({ title: 'Timestamp is recent', status: 'fail' });
  });

  it('guesses milliseconds where seconds are expected', () => {
    const sent = send('zoom');
    const scheme = { ...sent.scheme, tolerance: { past: 300, future: 300 } };
    const inMilliseconds = sendSigned({ ...scheme, timestamp: { ...scheme.timestamp!, unit: 'ms' } }, 'secret', body);
    const verdict = verifySent({ ...inMilliseconds, scheme });
    expect(verdict).toMatchObject({ reason: 'too-far-ahead' });
    expect(verdict.message).toContain('It looks like milliseconds; Zoom uses Unix seconds.');
  });

  it('says that a time far ahead looks like milliseconds where any time ahead is accepted', () => {
    const { timestamp, ...scheme } = schemeOf('stripe');
    const inMilliseconds = sendSigned({ ...scheme, timestamp: { ...timestamp!, unit: 'ms' } }, 'secret', body);
    const verdict = verifySent({ ...inMilliseconds, scheme: schemeOf('stripe') });
    expect(verdict).toMatchObject({ result: 'valid' });
    expect(verdict.message).toMatch(/ahead of this clock\. It looks like milliseconds; Stripe uses Unix seconds\.$/);
  });

  it('prefers the wrong signature to the old timestamp', () => {
    const late = { body: Buffer.from('{}'), nowMs: now + 86_400_000 };
    expect(verifySent(send('slack'), late)).toMatchObject({ reason: 'wrong-signature' });
  });

  it('finds the time of Linear in the body when the header is missing', () => {
    const sent = sendSigned(schemeOf('linear'), 'secret', Buffer.from(`{"webhookTimestamp":${now}}`));
    const headers = sent.request.headers.filter(([name]) => name !== 'Linear-Timestamp');
    expect(verifySent(sent, { headers })).toMatchObject({ result: 'valid', skewSeconds: 0 });
    expect(verifySent(sent, { headers, nowMs: now + 61_000 })).toMatchObject({ reason: 'too-old' });
  });

  it.each([
    ['s', '1700000000', now],
    ['ms', '1700000000000', now],
    ['iso8601', '2023-11-14T22:13:20Z', now],
  ] as const)('writes and reads %s', (unit, text, time) => {
    expect(formatTimestamp(time, unit)).toBe(text);
    expect(parseTimestamp(text, unit)).toBe(time);
  });

  it.each(['', ' 1700000000', '1700000000 ', '-1', '+1', '1e9', '0x65', '1700000000.5', '٣', '9'.repeat(16)])(
    'does not read "%s" as a number of seconds',
    (text) => {
      expect(parseTimestamp(text, 's')).toBeNull();
    },
  );

  it.each(['2023-11-14', '2023-11-14T22:13:20', '2023-11-14 22:13:20Z', '2023-13-14T22:13:20Z', 'Tue, 14 Nov 2023'])(
    'does not read "%s" as ISO 8601',
    (text) => {
      expect(parseTimestamp(text, 'iso8601')).toBeNull();
    },
  );
});
