import { describe, expect, test } from 'vitest';
import type { Verdict } from '../../../src-preload/contract/signing.ts';
import type { Scope, Webhook, WebhookDraft } from '../../../src-preload/contract/webhook.ts';
import { all } from '../log/support/fill-log.ts';
import { openService, type Service } from './support/open-service.ts';
import { sharedSecret, startPythonReceivers } from './support/python-receivers.ts';
import { type Arrival, startReceiver } from './support/receiver.ts';

const python = startPythonReceivers();

interface Case {
  providerId: string;
  path: string;
  eventType: string;
  source: Scope;
  secret: string;
  /** The header whose change shows it, in lower case. */
  signature: string;
  changes?: Partial<WebhookDraft>;
  /** What the document says that a receiver answers to a wrong signature and to none; null where it does not. */
  refusals: { wrong: [status: number, body: string]; missing: [status: number, body: string] } | null;
  /** The secret is compared and the body is not looked at. */
  coversBody: boolean;
}

const cases: Case[] = [
  {
    providerId: 'casesolved',
    path: '/casesolved/webhook',
    eventType: 'site-plan-change',
    source: { id: 'dashboard', target: null },
    secret: 'super-secret-key',
    signature: 'x-webhook-secret',
    refusals: { wrong: [401, 'Unauthorized'], missing: [401, 'Unauthorized'] },
    coversBody: false,
  },
  {
    providerId: 'zenskar',
    path: '/zenskar',
    eventType: 'customer.updated',
    source: { id: 'organisation', target: null },
    secret: sharedSecret,
    signature: 'x-signature',
    refusals: {
      wrong: [403, `{"detail":"Request signatures didn't match!"}`],
      missing: [403, '{"detail":"X-Signature header is missing!"}'],
    },
    coversBody: true,
  },
  {
    providerId: 'callgoose',
    path: '/callgoose',
    eventType: 'incident.created',
    source: { id: 'global', target: null },
    secret: sharedSecret,
    signature: 'x-signature',
    changes: { signed: true, signatureHeader: 'X-Signature' },
    refusals: null,
    coversBody: true,
  },
  {
    providerId: 'y42',
    path: '/y42',
    eventType: 'job.failed',
    source: { id: 'space', target: 'Sales' },
    secret: sharedSecret,
    signature: 'x-y42-signature',
    refusals: null,
    coversBody: true,
  },
  {
    providerId: 'gridscale',
    path: '/gridscale',
    eventType: 'contract-signup',
    source: { id: 'partner', target: null },
    secret: sharedSecret,
    signature: 'x-auth-signature',
    refusals: null,
    coversBody: true,
  },
];

async function createWebhook(service: Service, each: Case, url: string | null): Promise<Webhook> {
  const { id } = await service.engine.call('webhooks.create', {
    providerId: each.providerId,
    channel: null,
    name: each.providerId,
  });
  await service.setSecret(id, 'signing', each.secret);
  return service.save(id, { ...each.changes, ...(url === null ? {} : { url }) });
}

/** The very request that goes out for the sample of the event. */
async function sendOne(service: Service, each: Case): Promise<Arrival> {
  const receiver = await startReceiver();
  const webhook = await createWebhook(service, each, receiver.origin);
  await service.test(webhook.id, each.eventType);
  return receiver.arrival(1);
}

interface Sent {
  headers: Record<string, string>;
  body: Buffer;
}

async function post(url: string, { headers, body }: Sent): Promise<[status: number, body: string]> {
  const { host: _host, connection: _connection, 'content-length': _length, ...rest } = headers;
  const answer = await fetch(url, { method: 'POST', headers: rest, body });
  return [answer.status, await answer.text()];
}

/** The last character, as another hex digit or letter. */
const spoil = (text: string): string => text.slice(0, -1) + (text.endsWith('0') ? '1' : '0');

function spoilBody(body: Buffer): Buffer {
  const spoiled = Buffer.from(body);
  const at = spoiled.indexOf('a');
  spoiled[at] = 'b'.charCodeAt(0);
  return spoiled;
}

async function lastVerdict({ engine }: Service): Promise<Verdict['result'] | null | undefined> {
  const { rows } = await engine.call('log.page', { filter: all, before: null, after: null, limit: 1 });
  return rows[0]?.captured?.verdict;
}

// Set up for Debian's Python alone.
describe.skipIf(process.platform !== 'linux').each(cases)(
  'the receiver that the document of $providerId describes',
  (each) => {
    test('takes what is sent, in the real delivery', async () => {
      const service = await openService(each.providerId);
      const webhook = await createWebhook(service, each, `${python.origin}${each.path}`);
      expect(await service.test(webhook.id, each.eventType)).toMatchObject({
        state: 'delivered',
        attempts: [{ response: { status: 200 } }],
      });
    });

    test('refuses one changed byte and a missing header, as the receiver here does', async () => {
      const service = await openService(each.providerId);
      const { headers, body } = await sendOne(service, each);
      const receiver = await createWebhook(service, each, null);
      const { [each.signature]: signature = '', ...unsigned } = headers;
      const wrong = { ...unsigned, [each.signature]: spoil(signature) };
      const requests: [name: string, sent: Sent, genuine: boolean, refusal: 'wrong' | 'missing'][] = [
        ['unchanged', { headers, body }, true, 'wrong'],
        ['another signature', { headers: wrong, body }, false, 'wrong'],
        ['no signature', { headers: unsigned, body }, false, 'missing'],
        ...(each.coversBody
          ? [['another body', { headers, body: spoilBody(body) }, false, 'wrong'] as [string, Sent, boolean, 'wrong']]
          : []),
      ];
      for (const [name, sent, genuine, refusal] of requests) {
        const [status, text] = await post(`${python.origin}${each.path}`, sent);
        const here = await post(receiver.url, sent);
        expect([name, status < 300]).toEqual([name, genuine]);
        expect([name, await lastVerdict(service)]).toEqual([name, genuine ? 'valid' : 'invalid']);
        if (genuine || each.refusals === null) expect(here[0]).toBe(200);
        else expect([here, [status, text]]).toEqual([each.refusals[refusal], each.refusals[refusal]]);
      }
    });
  },
);
