import { createHmac } from 'node:crypto';
import { Webhook } from 'standardwebhooks';
import Stripe from 'stripe';
import { loadPart } from '../support/bundle.mjs';
import { moreIsBetter } from '../support/row.mjs';
import { measureInTurn, rate } from '../support/statistics.mjs';
import { versionOf } from '../support/versions.mjs';

/** @typedef {typeof import('../../../src-main/engine/signing/scheme.ts')} Signing */
/** @typedef {typeof import('../../../src-main/engine/signing/schemes.ts')} Schemes */

const SECRET = 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw';

/**
 * One signature over a body of 1 KB and of 20 KB: bare createHmac with the key at hand, the reference library, and Stripe's.
 * @param {number} runs
 * @returns {Promise<import('../support/row.mjs').Row[]>}
 */
export async function measure(runs) {
  const signing = {
    ...(await /** @type {Promise<Signing>} */ (loadPart('src-main/engine/signing/scheme.ts'))),
    ...(await /** @type {Promise<Schemes>} */ (loadPart('src-main/engine/signing/schemes.ts'))),
  };
  const rows = [];
  for (const { name, bytes, target } of [
    { name: 'sign-1k', bytes: 1024, target: 0.85 },
    { name: 'sign-20k', bytes: 20_480, target: 0.97 },
  ]) {
    rows.push(...(await compare(signing, name, Buffer.alloc(bytes, 'a'), target, runs)));
  }
  return rows;
}

/**
 * @param {Signing & Schemes} signing
 * @param {string} name
 * @param {Buffer} body
 * @param {number} target
 * @param {number} runs
 */
async function compare({ decodeKey, getScheme, signRequest }, name, body, target, runs) {
  const scheme = getScheme('standard-webhooks');
  if (scheme === undefined) throw new Error('There is no scheme called standard-webhooks.');
  const decoded = decodeKey(scheme, Buffer.from(SECRET));
  if (!decoded.ok) throw new Error(decoded.message);
  const { key } = decoded;
  const id = 'msg_p5jXN8AQM9LWM0D4loKWxJek';
  const at = new Date(1_614_265_330_000);
  const input = { body, timestampMs: at.getTime(), id, method: 'POST', url: 'http://127.0.0.1/' };
  const text = body.toString();
  const reference = new Webhook(SECRET);
  const stripe = new Stripe('sk_test_none');
  const signers = {
    ours: () => signRequest(scheme, key, input).value,
    bare: () => {
      const mac = createHmac('sha256', key).update(`${id}.1614265330.`).update(body).digest('base64');
      return `v1,${mac}`;
    },
    standardwebhooks: () => reference.sign(id, at, text),
    stripe: () => stripe.webhooks.generateTestHeaderString({ payload: text, secret: SECRET, timestamp: 1_614_265_330 }),
  };
  if (signers.ours() !== signers.bare() || signers.ours() !== signers.standardwebhooks()) {
    throw new Error('The signatures differ.');
  }
  const rates = await measureInTurn(
    runs,
    /** @type {Record<keyof typeof signers, () => number>} */ (
      Object.fromEntries(Object.entries(signers).map(([signer, sign]) => [signer, () => rate(sign)]))
    ),
  );
  const against = (
    /** @type {keyof typeof signers} */ other,
    /** @type {string} */ otherName,
    /** @type {number} */ goal,
  ) => moreIsBetter({ name, ours: rates.ours, other: rates[other], otherName, unit: '1/s', runs, target: goal });
  return [
    against('bare', `node:crypto createHmac, Node ${process.versions.node}`, target),
    against('standardwebhooks', `standardwebhooks ${versionOf('standardwebhooks')}`, 6),
    against('stripe', `stripe ${versionOf('stripe')}`, 3),
  ];
}
