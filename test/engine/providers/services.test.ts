import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { callgoose } from '../../../src-main/engine/providers/callgoose.ts';
import { casesolved } from '../../../src-main/engine/providers/casesolved.ts';
import { gridscale } from '../../../src-main/engine/providers/gridscale.ts';
import { y42 } from '../../../src-main/engine/providers/y42.ts';
import { zenskar } from '../../../src-main/engine/providers/zenskar.ts';
import { getScheme } from '../../../src-main/engine/signing/schemes.ts';
import {
  compileTemplate,
  createScope,
  parseEventData,
  renderTemplate,
} from '../../../src-main/engine/template/index.ts';
import type { Provider } from '../../../src-preload/contract/provider.ts';
import { sampleOf, sendSample } from './render.ts';

const readFixture = (path: string) => readFileSync(new URL(`fixtures/${path}`, import.meta.url), 'utf8');
const send = (provider: Provider, id: string) => sendSample(provider, 'custom-url', sampleOf(provider, id));

describe('Callgoose', () => {
  /** Renders the example of the document, its slip included. */
  function renderExample(urgency: string | null): string {
    const data = parseEventData(JSON.stringify({ incident: { id: 'INC-123', title: 'Its a title', urgency } }));
    if (!data.ok) throw new Error(data.message);
    const compiled = compileTemplate(readFixture('callgoose/example.template'), callgoose);
    return renderTemplate(compiled, createScope(data.value, new Map()), {
      kind: 'body',
      insertion: 'json-safe',
      valueStyle: 'as-written',
      maximumCodePoints: 20_000,
    }).text;
  }

  // The page of the document indents with no-break spaces, which JSON does not know.
  const parseExample = (text: string): unknown => JSON.parse(text.replaceAll('\u00a0', ' '));

  it('renders the documented example to its documented result', () => {
    const expected = readFixture('callgoose/example.expected');
    expect(renderExample('high')).toBe(expected);
    expect(parseExample(expected)).toEqual({ id: 'INC-123', title: 'Its a title', urgency: 'high' });
  });

  it.each([
    ['high', 'high'],
    ['low', 'low'],
    ['medium', 'none'],
    [null, 'none'],
  ])('renders an urgency of %s as "%s", in the document and by default', (urgency, expected) => {
    expect(parseExample(renderExample(urgency))).toMatchObject({ urgency: expected });
    const sample = sampleOf(callgoose, 'callgoose-created');
    const data: { incident: object } = JSON.parse(sample.dataText);
    const dataText = JSON.stringify({ ...data, incident: { ...data.incident, urgency } });
    expect(JSON.parse(sendSample(callgoose, 'custom-url', { ...sample, dataText }))).toMatchObject({
      urgency: expected,
    });
  });

  it('knows the eleven placeholders of the document, three of them with values for an if', () => {
    expect(callgoose.placeholders).toHaveLength(11);
    expect(callgoose.placeholders.filter(({ values }) => values !== null).map(({ path }) => path)).toEqual([
      'incident.urgency',
      'incident.status',
      'webhook.event',
    ]);
  });

  it('lets every limit of the document stand in the data', () => {
    expect(callgoose.webhook).toMatchObject({
      methods: ['GET', 'POST', 'PUT', 'DELETE'],
      authorization: ['none', 'basic', 'api-key', 'bearer'],
      headers: { maximum: 20 },
      query: { maximumCharacters: 10_000 },
      sourceAddresses: ['149.28.129.204', '172.105.127.89'],
    });
    expect(callgoose.payload.maximumCharacters).toBe(20_000);
    expect(callgoose.scopes.map(({ maximumWebhooks }) => maximumWebhooks)).toEqual([5, 5, 5]);
    expect(callgoose.delivery).toMatchObject({
      retryChoice: { count: { min: 0, max: 4 }, intervalMinutes: { min: 1, max: 5 } },
      retry: { disablesAfter: { failures: 6, hours: null } },
    });
  });
});

describe('Y42', () => {
  it('marks its payload as invented and signs only with a secret', () => {
    expect(y42.payload.invented).toBe(true);
    expect(y42.signing?.secret.need).toBe('optional');
    expect(y42.eventTypes).toHaveLength(3);
  });
});

describe('Casesolved', () => {
  it('validates with the documented event, laid out as Python writes it', () => {
    expect(casesolved.lifecycle).toEqual({ initial: 'inactive', validateEvent: 'webhook-validate', test: true });
    expect(send(casesolved, 'casesolved-webhook-validate')).toBe('{"event": "Webhook Validate", "data": {}}');
  });

  it('writes characters beyond ASCII as Python does', () => {
    const body = send(casesolved, 'casesolved-site-plan-change-awkward');
    const sample = sampleOf(casesolved, 'casesolved-site-plan-change-awkward');
    expect(body).toMatch(/^\{"event": "Site Plan Change", "data": \{"name": "c4a2d3e5f6", [ -~]*\}\}$/);
    expect(body).toContain(String.raw`"to_plan": "Gr\u00f6\u00dfe \"L\" \u2013 10 \u20ac \ud83d\ude80"`);
    expect(JSON.parse(body)).toEqual({ event: 'Site Plan Change', ...JSON.parse(sample.dataText) });
  });

  it('retries after 2, 4 and 8 minutes and waits 5 s, which is assumed', () => {
    expect(casesolved.delivery).toMatchObject({
      timeoutMs: 5000,
      retry: { steps: { kind: 'schedule', delaysSeconds: [120, 240, 480] } },
    });
    expect(casesolved.assumptions[0]).toContain('2, 4 and 8 minutes');
    expect(casesolved.webhook.minimumEvents).toBe(1);
  });
});

describe('Zenskar', () => {
  it('sends the complete JSON of the document, with a mail address where its page hides it', () => {
    const document = readFixture('zenskar/customer.updated.json').replace(
      /"\[email[^"]*protected\]"/,
      '"shreyansh@example.com"',
    );
    expect(send(zenskar, 'zenskar-customer-updated')).toBe(JSON.stringify(JSON.parse(document)));
  });

  it('takes status 200 alone for a success, in its own words', () => {
    expect(zenskar.delivery.success).toBe('200');
    expect(zenskar.statusWords).toEqual({ success: 'Succeeded', failure: 'Failed' });
    expect(zenskar.signing?.secret.need).toBe('required');
    expect(getScheme('zenskar')?.rejection?.status).toBe(403);
  });
});

describe('decisions that a document leaves open are said as assumed', () => {
  it.each([
    ['callgoose', /Six failures in a row counts deliveries, each after its retries/],
    ['callgoose', /Tests do not count; replays to the webhook’s own address do/],
    ['callgoose', /dropped with that reason in the log, and can be replayed/],
    ['callgoose', /A retry keeps the URL, the body and \{\{timestamp\}\} of its delivery/],
    ['callgoose', /each query value 10,000/],
    ['callgoose', /a password is never sent as a token/],
    ['casesolved', /A retry keeps the URL and the body/],
    ['casesolved', /Only a changed URL or secret takes a validation back/],
    ['gridscale', /`lastName` and `\+4912345678`.* are slips/],
    ['gridscale', /switched off, events are not sent\. A test is, and says so/],
  ] as const)('%s: %s', (id, words) => {
    expect({ callgoose, casesolved, gridscale }[id].assumptions.join('\n')).toMatch(words);
  });
});
