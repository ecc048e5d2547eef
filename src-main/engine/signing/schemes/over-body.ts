import type { SigningScheme } from '../../../../src-preload/contract/signing.ts';
import { noTimestamp, overBody, plainHeader, secondHand, verbatimKey } from './parts.ts';

/** One sender whose signature covers the body alone and is one value in one header. */
interface Row {
  id: string;
  name: string;
  header: string;
  encoding: 'hex' | 'base64' | 'base64url';
  prefix?: string;
  digest?: 'sha1' | 'sha256' | 'sha512';
  key?: SigningScheme['key'];
  message?: SigningScheme['message'];
}

const hexKey: SigningScheme['key'] = { encoding: 'hex', stripPrefix: null };
const literal = (text: string) => ({ part: 'literal', text }) as const;

const rows: readonly Row[] = [
  { id: 'ably', name: 'Ably', header: 'X-Ably-Signature', encoding: 'base64' },
  { id: 'aftership', name: 'AfterShip', header: 'aftership-hmac-sha256', encoding: 'base64' },
  {
    id: 'airtable',
    name: 'Airtable',
    header: 'X-Airtable-Content-MAC',
    encoding: 'hex',
    prefix: 'hmac-sha256=',
    key: { encoding: 'base64', stripPrefix: 'whsec_' },
  },
  { id: 'asana', name: 'Asana', header: 'X-Hook-Signature', encoding: 'hex' },
  { id: 'ashby', name: 'Ashby', header: 'Ashby-Signature', encoding: 'hex', prefix: 'sha256=' },
  {
    id: 'authorize-net',
    name: 'Authorize.Net',
    header: 'X-ANET-Signature',
    encoding: 'hex',
    prefix: 'sha512=',
    digest: 'sha512',
    key: hexKey,
  },
  {
    id: 'autodesk',
    name: 'Autodesk Platform Services',
    header: 'x-adsk-signature',
    encoding: 'hex',
    prefix: 'sha1hash=',
    digest: 'sha1',
  },
  { id: 'bitbucket', name: 'Bitbucket', header: 'X-Hub-Signature', encoding: 'hex', prefix: 'sha256=' },
  { id: 'bolt', name: 'Bolt', header: 'X-Bolt-Hmac-Sha256', encoding: 'base64' },
  { id: 'cal-com', name: 'Cal.com', header: 'X-Cal-Signature-256', encoding: 'hex' },
  { id: 'chargify', name: 'Chargify', header: 'X-Chargify-Webhook-Signature-Hmac-Sha-256', encoding: 'hex' },
  { id: 'checkout-com', name: 'Checkout.com', header: 'Cko-Signature', encoding: 'hex' },
  { id: 'checkr', name: 'Checkr', header: 'X-Checkr-Signature', encoding: 'hex' },
  { id: 'coinbase-commerce', name: 'Coinbase Commerce', header: 'X-CC-Webhook-Signature', encoding: 'hex' },
  {
    id: 'deel',
    name: 'Deel',
    header: 'x-deel-signature',
    encoding: 'hex',
    message: [literal('POST'), { part: 'body' }],
  },
  { id: 'doppler', name: 'Doppler', header: 'X-Doppler-Signature', encoding: 'hex', prefix: 'sha256=' },
  { id: 'dropbox', name: 'Dropbox', header: 'X-Dropbox-Signature', encoding: 'hex' },
  { id: 'dub', name: 'Dub', header: 'Dub-Signature', encoding: 'hex' },
  { id: 'dwolla', name: 'Dwolla', header: 'X-Request-Signature-SHA-256', encoding: 'hex' },
  { id: 'gocardless', name: 'GoCardless', header: 'Webhook-Signature', encoding: 'hex' },
  { id: 'heroku', name: 'Heroku', header: 'Heroku-Webhook-Hmac-SHA256', encoding: 'base64' },
  { id: 'launchdarkly', name: 'LaunchDarkly', header: 'X-LD-Signature', encoding: 'hex' },
  {
    id: 'linkedin',
    name: 'LinkedIn',
    header: 'X-LI-Signature',
    encoding: 'hex',
    message: [literal('hmacsha256='), { part: 'body' }],
  },
  { id: 'merge-dev', name: 'Merge', header: 'X-Merge-Webhook-Signature', encoding: 'base64url' },
  { id: 'modern-treasury', name: 'Modern Treasury', header: 'X-Signature', encoding: 'hex' },
  { id: 'mongodb-atlas', name: 'MongoDB Atlas', header: 'X-MMS-Signature', encoding: 'base64', digest: 'sha1' },
  { id: 'notion', name: 'Notion', header: 'X-Notion-Signature', encoding: 'hex', prefix: 'sha256=' },
  { id: 'npm', name: 'npm', header: 'X-Npm-Signature', encoding: 'hex', prefix: 'sha256=' },
  { id: 'nylas', name: 'Nylas', header: 'X-Nylas-Signature', encoding: 'hex' },
  {
    id: 'onfleet',
    name: 'Onfleet',
    header: 'X-Onfleet-Signature',
    encoding: 'hex',
    digest: 'sha512',
    key: hexKey,
  },
  { id: 'paystack', name: 'Paystack', header: 'X-Paystack-Signature', encoding: 'hex', digest: 'sha512' },
  { id: 'primer', name: 'Primer', header: 'X-Signature-Primary', encoding: 'base64' },
  { id: 'pusher', name: 'Pusher', header: 'X-Pusher-Signature', encoding: 'hex' },
  { id: 'quickbooks', name: 'QuickBooks', header: 'intuit-signature', encoding: 'base64' },
  { id: 'razorpay', name: 'Razorpay', header: 'X-Razorpay-Signature', encoding: 'hex' },
  { id: 'segment', name: 'Segment', header: 'X-Signature', encoding: 'hex', digest: 'sha1' },
  { id: 'sendbird', name: 'Sendbird', header: 'X-Sendbird-Signature', encoding: 'hex' },
  { id: 'sentry', name: 'Sentry', header: 'Sentry-Hook-Signature', encoding: 'hex' },
  { id: 'squarespace', name: 'Squarespace', header: 'Squarespace-Signature', encoding: 'hex', key: hexKey },
  { id: 'tally', name: 'Tally', header: 'Tally-Signature', encoding: 'base64' },
  { id: 'typeform', name: 'Typeform', header: 'Typeform-Signature', encoding: 'base64', prefix: 'sha256=' },
  { id: 'vercel', name: 'Vercel', header: 'x-vercel-signature', encoding: 'hex', digest: 'sha1' },
  { id: 'woocommerce', name: 'WooCommerce', header: 'X-WC-Webhook-Signature', encoding: 'base64' },
  { id: 'x', name: 'X', header: 'X-Twitter-Webhooks-Signature', encoding: 'base64', prefix: 'sha256=' },
  { id: 'xero', name: 'Xero', header: 'X-Xero-Signature', encoding: 'base64' },
];

/** Schemes over the body alone. Source: the facts on 111 senders, second hand. */
export const overBodySchemes: readonly SigningScheme[] = [
  ...rows.map(
    ({
      id,
      name,
      header,
      encoding,
      prefix,
      digest = 'sha256',
      key = verbatimKey,
      message = overBody,
    }): SigningScheme => ({
      ...secondHand,
      ...noTimestamp,
      id,
      name,
      notes: `HMAC-${digest.toUpperCase().replace('SHA', 'SHA-')} over the body, in ${encoding}.`,
      algorithm: `hmac-${digest}`,
      key,
      signature: plainHeader(header, encoding, prefix),
      message,
    }),
  ),
  {
    ...secondHand,
    ...noTimestamp,
    id: 'circleci',
    name: 'CircleCI',
    notes: 'HMAC-SHA-256 over the body, in hex under v1=.',
    algorithm: 'hmac-sha256',
    key: verbatimKey,
    signature: {
      ...plainHeader('circleci-signature', 'hex'),
      container: { kind: 'pairs', pairSeparator: ',', keySeparator: '=', key: 'v1' },
    },
    message: overBody,
  },
  {
    ...secondHand,
    ...noTimestamp,
    id: 'cronofy',
    name: 'Cronofy',
    notes: 'HMAC-SHA-256 over the body, in base64; a list of them while a secret is replaced.',
    algorithm: 'hmac-sha256',
    key: verbatimKey,
    signature: { ...plainHeader('Cronofy-HMAC-SHA256', 'base64'), container: { kind: 'list', separator: ',' } },
    message: overBody,
  },
  {
    ...secondHand,
    ...noTimestamp,
    id: 'docusign',
    name: 'DocuSign Connect',
    notes: 'HMAC-SHA-256 over the body, in base64; each secret has a numbered header of its own, up to 100.',
    algorithm: 'hmac-sha256',
    key: verbatimKey,
    signature: {
      ...plainHeader('X-DocuSign-Signature-1', 'base64'),
      place: { in: 'header', name: 'X-DocuSign-Signature-1', numberedTo: 100 },
    },
    message: overBody,
  },
  {
    ...secondHand,
    ...noTimestamp,
    id: 'mandrill',
    name: 'Mandrill (Mailchimp Transactional)',
    notes: 'HMAC-SHA-1 over the URL and the form fields sorted by name, in base64.',
    algorithm: 'hmac-sha1',
    key: verbatimKey,
    signature: plainHeader('X-Mandrill-Signature', 'base64'),
    message: [{ part: 'url' }, { part: 'form-params' }],
  },
];
