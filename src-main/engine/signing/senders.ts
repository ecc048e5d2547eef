import type { SigningScheme } from '../../../src-preload/contract/signing.ts';
import { schemes } from './schemes.ts';

/** A service that signs its webhooks, and how that is described here. */
export interface Sender {
  name: string;
  /** `scheme`: has one of its own; `alias`: signs with the scheme of another; `not expressed`: no scheme can say how. */
  kind: 'scheme' | 'alias' | 'not expressed';
  /** Null where it is not expressed. */
  schemeId: string | null;
  confidence: SigningScheme['confidence'];
  /** Why it is an alias, or why it is not expressed; empty for a scheme. */
  reason: string;
}

const framed = 'Sends the headers of Standard Webhooks.';
const throughSvix = 'Sends through Svix.';
const sameHeader = 'Has the same header and the same signed text.';
const basic = 'Sends user and password; nothing is signed.';
const named = 'Sends a secret in a header that the user names; nothing is signed.';
const fetched = 'Its key has to be fetched from the network.';

const aliases: readonly (readonly [name: string, schemeId: string, reason: string])[] = [
  ...['Brex', 'Etsy', 'Gemini', 'incident.io', 'Increase', 'Loops', 'OpenAI', 'Render', 'Replicate', 'Supabase'].map(
    (name) => [name, 'standard-webhooks', framed] as const,
  ),
  ...['Clerk', 'Resend', 'Stytch', 'Vanta'].map((name) => [name, 'svix', throughSvix] as const),
  ['Meta (Facebook, Instagram, WhatsApp)', 'github', sameHeader],
  ['Atlassian Jira', 'bitbucket', sameHeader],
  ['ClickUp', 'modern-treasury', sameHeader],
  ['Lemon Squeezy', 'modern-treasury', sameHeader],
  ...['Chargebee', 'Mixpanel', 'Postmark', 'SparkPost'].map((name) => [name, 'basic-authentication', basic] as const),
  ...['BigCommerce', 'Brevo', 'Datadog', 'Fillout', 'New Relic', 'Okta', 'Zapier'].map(
    (name) => [name, 'secret-in-header', named] as const,
  ),
];

const notExpressed: readonly (readonly [name: string, reason: string])[] = [
  ...['Amazon SNS', 'Constant Contact', 'eBay', 'Jira Connect', 'Kinde', 'PayPal', 'Plaid'].map(
    (name) => [name, fetched] as const,
  ),
  ['Adyen', 'Signs eight fields of each item of a batch; no other sender does.'],
  [
    'Braintree',
    'Its key is the SHA-1 of the secret, and the signature is a pair within a form field; no other sender does that.',
  ],
  ['Contentful', 'Signs a canonical request with a list of headers that the request names; no other sender does.'],
  ['Grafana', 'The name of its signature header is not known from a document.'],
  [
    'Keygen',
    'Uses HTTP Signatures (draft-cavage) over a list of headers that the request names; no other sender does.',
  ],
  ['Microsoft Graph', 'Sends its secret inside each element of a list in the body; no other sender does.'],
  ['Plivo', 'Signs a canonical URL with sorted query and form fields and a nonce; no other sender does.'],
  [
    'Zest',
    'Uses a hex secret as it is, with its prefix; the name of its signature header is not known from a document.',
  ],
];

/** Every sender of the facts on signing, by name. */
export function listSenders(): Sender[] {
  const own = [...schemes.values()].map(
    ({ id, name, confidence }): Sender => ({ name, kind: 'scheme', schemeId: id, confidence, reason: '' }),
  );
  const others = aliases.map(
    ([name, schemeId, reason]): Sender => ({ name, kind: 'alias', schemeId, confidence: 'second-hand', reason }),
  );
  const without = notExpressed.map(
    ([name, reason]): Sender => ({ name, kind: 'not expressed', schemeId: null, confidence: 'second-hand', reason }),
  );
  return [...own, ...others, ...without].sort((one, other) => one.name.localeCompare(other.name, 'en'));
}
