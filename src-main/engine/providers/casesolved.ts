import type { Provider } from '../../../src-preload/contract/provider.ts';
import { channels } from '../channels/catalogue.ts';
import { createRule } from './create-rule.ts';
import { describe } from './placeholder.ts';
import { toDataText } from './sample.ts';

/** Sent as Python's json writes it, on one line. */
const template = `{
  "event": "{{webhook.event}}",
  "data": {{data}}
}`;

/** Webhooks of Casesolved Cloud, from its document "Webhook Implementation". */
export const casesolved: Provider = {
  id: 'casesolved',
  name: 'Casesolved Cloud',
  summary: 'Notifies when a site changes, once the endpoint is validated and the webhook is activated.',
  source: 'Casesolved Cloud, "Webhook Implementation" in its documentation',
  assumptions: [
    'A request is given up after 5 s and is retried after 2, 4 and 8 minutes, as Frappe Cloud does.',
    'A retry keeps the URL and the body of its delivery.',
    'Only a changed URL or secret takes a validation back. Tests go to any address; events go to the validated one alone.',
    'The body is laid out as Python writes JSON, and characters beyond ASCII are written as \\uXXXX. The spelling of your ' +
      'own data (numbers, escapes, repeated keys) is kept; the problems of the payload say where Python writes it otherwise.',
    'The document says only "details of the resource": the data of the sample events is a plausible one of ours.',
    'Frappe Cloud also refuses URLs that have a query, are not public, or belong to another webhook already; it follows ' +
      'redirects, and disables an endpoint when more than 70 % of the attempts of an hour failed. None of this is done here.',
  ],
  settings: [],
  featureSwitch: null,
  failureMail: null,
  scopes: [
    {
      id: 'dashboard',
      label: 'Developer Settings',
      hint: 'All sites of the Cloud dashboard.',
      targets: null,
      parent: null,
      maximumWebhooks: null,
      roles: null,
    },
  ],
  roleSetting: null,
  roleTargets: {},
  channels: [channels['custom-url'].spec],
  eventTypes: [
    {
      id: 'site-plan-change',
      label: 'Site Plan Change',
      description: 'The plan of a site was changed.',
      wireName: 'Site Plan Change',
      internal: false,
    },
    {
      id: 'webhook-validate',
      label: 'Webhook Validate',
      description: 'Sent when the webhook is validated. The endpoint has to answer it with 2xx.',
      wireName: 'Webhook Validate',
      internal: true,
    },
  ],
  customEventTypes: true,
  samples: [
    {
      id: 'casesolved-site-plan-change',
      eventType: 'site-plan-change',
      name: 'A site moves to a larger plan',
      dataText: toDataText({
        data: {
          name: 'b3f1c2d4e5',
          creation: '2024-09-24 13:25:33.104360',
          site: 'shop.example.com',
          team: 'ada@example.com',
          type: 'Upgrade',
          from_plan: 'USD 10',
          to_plan: 'USD 25',
          timestamp: '2024-09-24 13:25:33',
        },
      }),
    },
    {
      id: 'casesolved-site-plan-change-awkward',
      eventType: 'site-plan-change',
      name: 'Umlauts, quotes and a first plan',
      dataText: toDataText({
        data: {
          name: 'c4a2d3e5f6',
          creation: '2024-02-29 23:59:59.999999',
          site: 'bücher.example',
          team: '"Jörg \\ Müßig" <jo@bücher.example>',
          type: 'Initial Plan',
          from_plan: null,
          to_plan: 'Größe "L" – 10 € 🚀',
          timestamp: '2024-02-29 23:59:59',
        },
      }),
    },
    {
      id: 'casesolved-webhook-validate',
      eventType: 'webhook-validate',
      name: 'Validation',
      dataText: toDataText({ data: {} }),
    },
  ],
  webhook: {
    description: false,
    minimumEvents: 1,
    methods: ['POST'],
    authorization: ['none'],
    headers: null,
    query: null,
    urlHint:
      'The endpoint of your backend; it has to be publicly accessible for the real service. It has to answer Webhook Validate.',
    sourceAddresses: [],
    urlLabel: 'Endpoint',
    nameLabel: 'Name',
    fields: {
      events: { label: 'Events', hint: 'At least one. Event types of your own can be added.' },
    },
  },
  payload: {
    perEvent: false,
    templates: { 'custom-url': { '*': template } },
    layout: 'python',
    maximumCharacters: null,
    invented: false,
  },
  placeholders: [
    describe('webhook.event', 'Event', 'Name of the event.'),
    describe('data', 'Data', 'Details of the resource, a JSON object.'),
  ],
  conditionals: false,
  signing: {
    schemeId: 'casesolved',
    channels: null,
    secret: {
      need: 'optional',
      label: 'Secret',
      hint: 'Optional. It is sent in clear in the header X-Webhook-Secret of every request.',
    },
    chosenHeader: null,
  },
  delivery: {
    success: '2xx',
    timeoutMs: 5_000,
    retry: createRule('casesolved', 'Casesolved Cloud', { kind: 'schedule', delaysSeconds: [120, 240, 480] }),
    retryChoice: null,
  },
  lifecycle: { initial: 'inactive', validateEvent: 'webhook-validate', test: true },
  statusWords: null,
};
