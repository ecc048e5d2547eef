import { createHash, createHmac, createPrivateKey, sign } from 'node:crypto';
import { loadPart } from '../support/bundle.mjs';
import { moreIsBetter } from '../support/row.mjs';
import { measureInTurn, rate } from '../support/statistics.mjs';

/** @typedef {typeof import('../../../src-main/engine/signing/scheme.ts')} Signing */
/** @typedef {typeof import('../../../src-main/engine/signing/schemes.ts')} Schemes */
/** @typedef {import('../../../src-preload/contract/signing.ts').SigningScheme} Scheme */
/** @typedef {import('../../../src-preload/contract/signing.ts').SignedPart} SignedPart */

const at = 1_700_000_000_000;
const url = 'http://127.0.0.1:4590/crm?data.id=AbC&a=1';
const json = Buffer.from(JSON.stringify({ token: 'x'.repeat(50), filler: 'a'.repeat(944) }));
const form = Buffer.from(`b=2&a=1&c=${'a'.repeat(1000)}`);
const hashes = { 'hmac-sha1': 'sha1', 'hmac-sha256': 'sha256', 'hmac-sha512': 'sha512' };

/**
 * Signs 1 KB by each scheme that computes something, against its bare primitive over the same pieces with the key at hand.
 * @param {number} runs
 * @returns {Promise<import('../support/row.mjs').Row[]>}
 */
export async function measure(runs) {
  const { decodeKey, generateSecret, signRequest } = /** @type {Signing} */ (
    await loadPart('src-main/engine/signing/scheme.ts')
  );
  const { schemes } = /** @type {Schemes} */ (await loadPart('src-main/engine/signing/schemes.ts'));
  const rows = [];
  for (const scheme of schemes.values()) {
    // Where the secret itself is sent, nothing is computed that could be compared.
    if (scheme.algorithm === 'equality') continue;
    const secret = generateSecret(scheme, { bytes: (count) => Buffer.alloc(count, 0x5a) });
    const decoded = decodeKey(scheme, Buffer.from(secret));
    if (!decoded.ok) throw new Error(`${scheme.id}: ${decoded.message}`);
    const { key } = decoded;
    const body = scheme.message.some(({ part }) => part.startsWith('form-')) ? form : json;
    const input = { body, timestampMs: at, id: 'msg_1', method: 'POST', url };
    const pieces = joinTexts(signRequest(scheme, key, input).parts, body);
    const rates = await measureInTurn(runs, {
      ours: () => rate(() => signRequest(scheme, key, input).value, 40),
      bare: () => rate(pickPrimitive(scheme, key, body, pieces), 40),
    });
    const otherName = `node:crypto ${scheme.algorithm}, Node ${process.versions.node}`;
    rows.push(
      moreIsBetter({
        name: `sign ${scheme.id}`,
        ours: rates.ours,
        other: rates.bare,
        otherName,
        unit: '1/s',
        runs,
        target: 0.8,
      }),
    );
  }
  return rows.sort((a, b) => a.ratio - b.ratio);
}

/**
 * What is signed, as a program that knows the scheme by heart would feed it.
 * @param {readonly SignedPart[]} parts
 * @param {Buffer} body
 * @returns {(string | Buffer)[]}
 */
function joinTexts(parts, body) {
  /** @type {(string | Buffer)[]} */
  const pieces = [];
  for (const { part, text } of parts) {
    const last = pieces.at(-1);
    if (part === 'body') pieces.push(body);
    else if (typeof last === 'string') pieces[pieces.length - 1] = last + text;
    else if (text !== '') pieces.push(text);
  }
  return pieces;
}

/**
 * @param {Scheme} scheme
 * @param {Buffer} key
 * @param {Buffer} body
 * @param {readonly (string | Buffer)[]} pieces
 * @returns {() => unknown}
 */
function pickPrimitive({ algorithm, signature }, key, body, pieces) {
  const encoding = signature.encoding === 'verbatim' ? 'hex' : signature.encoding;
  switch (algorithm) {
    case 'hmac-sha1':
    case 'hmac-sha256':
    case 'hmac-sha512':
      return () => {
        const hmac = createHmac(hashes[algorithm], key);
        for (const piece of pieces) hmac.update(piece);
        return hmac.digest(encoding);
      };
    case 'jwt-hs256': {
      const claims = Buffer.alloc(150, 'a').toString('base64url');
      return () => {
        createHash('sha256').update(body).digest('hex');
        return createHmac('sha256', key).update(claims).digest('base64url');
      };
    }
    case 'ed25519': {
      const head = Buffer.from('302e020100300506032b657004220420', 'hex'); // RFC 8410, section 7
      const der = Buffer.concat([head, key.subarray(0, 32)]);
      const file = createPrivateKey({ key: der, format: 'der', type: 'pkcs8' });
      return () => sign(null, body, file).toString(encoding);
    }
    case 'ecdsa-p256-sha256':
    case 'rsa-sha256': {
      const file = createPrivateKey({ key, format: 'der', type: 'pkcs8' });
      return () => sign('sha256', body, file).toString(encoding);
    }
    case 'equality':
      throw new Error('Nothing is computed where the secret itself is sent.');
  }
}
