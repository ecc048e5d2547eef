import { expect, test } from 'vitest';
import { validateTls } from '../../../src-main/engine/webhooks/validate-tls.ts';
import { draftOf } from '../compose/support/compose.ts';
import { makeCertificate } from '../support/certificate.ts';
import { signedProvider } from '../support/signed-provider.ts';

const { key, cert } = makeCertificate('An Authority');
const leaf = makeCertificate('api.example', { issuer: { name: 'An Authority', key } });

const judge = (extraCa: string, verify = true) =>
  validateTls(draftOf(signedProvider, { tls: { extraCa, clientCert: '', verify } }), () => null).map(
    ({ path, severity, message }) => [path, severity, message],
  );

test.each([
  ['a key', key, 'private key'],
  ['a certificate with its key', cert + key, 'private key'],
  ['words', 'my certificate', 'PEM form'],
  ['white space', ' \n', 'PEM form'],
  ['a certificate without its end', cert.slice(0, -30), 'PEM form'],
  ['a second one without its end', cert + cert.slice(0, -30), 'PEM form'],
  ['a damaged one', cert.replace(/\n(.{10})/, '\n'), 'cannot be read'],
  ['a damaged one behind a good one', cert + cert.replace(/\n(.{10})/, '\n'), 'Certificate 2 of 2'],
  ['a request for one', cert.replaceAll('CERTIFICATE', 'CERTIFICATE REQUEST'), 'CERTIFICATE REQUEST'],
  ['more than is kept', cert.repeat(400), 'longer'],
])('%s is refused as an authority, at its field', (_name, text, words) => {
  expect(judge(text)).toEqual([['tls.extraCa', 'error', expect.stringContaining(words)]]);
});

test.each([
  ['nothing', ''],
  ['one', cert],
  ['two with words between them', `subject=An Authority\n${cert}\nanother:\n${makeCertificate().cert}`],
  ['one with the line ends of Windows', cert.replaceAll('\n', '\r\n')],
])('%s is taken', (_name, text) => {
  expect(judge(text)).toEqual([]);
});

test('a certificate that vouches for none is taken with a warning that names its authority', () => {
  expect(judge(leaf.cert)).toEqual([['tls.extraCa', 'warning', expect.stringContaining('“An Authority”')]]);
});

test('doing without verification is a warning at its switch, and never an error', () => {
  expect(judge('', false)).toEqual([['tls.verify', 'warning', expect.stringContaining('Any certificate is accepted')]]);
});
