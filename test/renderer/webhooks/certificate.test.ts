import { describe, expect, it } from 'vitest';
import { takesAnyCertificate, toPem } from '../../../src-renderer/features/webhooks/certificate.ts';
import { makeCertificate } from '../../engine/support/certificate.ts';

const usual = { extraCa: '', clientCert: '', verify: true };
const off = { extraCa: '', clientCert: '', verify: false };

describe('the badge of a webhook that takes any certificate', () => {
  it.each([
    ['as usual', 'https://a.example', usual, usual, false],
    ['switched off and not saved', 'https://a.example', usual, off, true],
    ['switched on and not saved, so that events still go out without', 'HTTPS://a.example', off, usual, true],
    ['plain HTTP, where there is no certificate', 'http://a.example', off, off, false],
  ])('%s', (_name, url, saved, typed, shown) => {
    expect(takesAnyCertificate({ url, tls: saved }, { url, tls: typed })).toBe(shown);
  });
});

describe('a certificate file', () => {
  const { cert } = makeCertificate();

  it('is taken as it is where it is text', () => {
    const text = `# Our authority, ünsigned\n${cert}`;
    expect(toPem(new TextEncoder().encode(text))).toBe(text);
  });

  it('is written as text where it holds bytes', () => {
    const bytes = Buffer.from(cert.split('\n').slice(1, -2).join(''), 'base64');
    expect(toPem(bytes)).toBe(cert);
  });
});
