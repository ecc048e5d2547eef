import type { EventTypeSpec, Provider, StartSpec } from '../../../src-preload/contract/provider.ts';
import { channels } from '../channels/catalogue.ts';
import { anyServiceSamples } from './any-service-samples.ts';
import { createRule } from './create-rule.ts';
import { choose, describe } from './placeholder.ts';

const eventTypes: readonly EventTypeSpec[] = [
  {
    id: 'order-paid',
    label: 'Order paid',
    description: 'An example to begin with. Change its data in Samples, or add events of your own.',
    wireName: 'order.paid',
    internal: false,
  },
  {
    id: 'github-push',
    label: 'GitHub: push',
    description: 'Commits were pushed to a branch, as GitHub sends it.',
    wireName: 'push',
    internal: false,
  },
  {
    id: 'github-issues',
    label: 'GitHub: issues',
    description: 'An issue was opened or changed, as GitHub sends it.',
    wireName: 'issues',
    internal: false,
  },
  {
    id: 'stripe-invoice-paid',
    label: 'Stripe: invoice.paid',
    description: 'An invoice was paid, as Stripe sends it.',
    wireName: 'invoice.paid',
    internal: false,
  },
  {
    id: 'shopify-orders-create',
    label: 'Shopify: orders/create',
    description: 'An order was placed, as Shopify sends it.',
    wireName: 'orders/create',
    internal: false,
  },
];

const starts: readonly StartSpec[] = [
  { id: 'example', label: 'An example, not signed', eventType: 'order-paid', schemeId: null, headers: [] },
  {
    id: 'github-push',
    label: 'GitHub: push',
    eventType: 'github-push',
    schemeId: 'github',
    headers: [{ name: 'X-GitHub-Event', value: 'push' }],
  },
  {
    id: 'github-issues',
    label: 'GitHub: issues',
    eventType: 'github-issues',
    schemeId: 'github',
    headers: [{ name: 'X-GitHub-Event', value: 'issues' }],
  },
  {
    id: 'stripe-invoice-paid',
    label: 'Stripe: invoice.paid',
    eventType: 'stripe-invoice-paid',
    schemeId: 'stripe',
    headers: [],
  },
  {
    id: 'shopify-orders-create',
    label: 'Shopify: orders/create',
    eventType: 'shopify-orders-create',
    schemeId: 'shopify',
    headers: [
      { name: 'X-Shopify-Topic', value: 'orders/create' },
      { name: 'X-Shopify-Shop-Domain', value: 'paper-lantern.myshopify.com' },
    ],
  },
];

/** Everything that is not one of the services before it: what a service of the user's own sends. */
export const anyService: Provider = {
  id: 'any-service',
  name: 'Any service',
  summary: 'For every other service, and your own: your events and data, any signing scheme, any retry rule.',
  source: 'Nothing is fixed here. The shapes of the events of GitHub, Stripe and Shopify are from their documentation.',
  assumptions: [
    'The events of GitHub, Stripe and Shopify hold the most used fields of their documents, with fictional values.',
    'An item of a list is inserted by its number, from 0: line_items.0.title. A placeholder for all items does not exist.',
  ],
  settings: [],
  featureSwitch: null,
  failureMail: { switchSetting: null, addressSetting: null, perWebhook: true, onDeactivation: true },
  scopes: [
    {
      id: 'service',
      label: 'Service',
      hint: 'All events of the service.',
      targets: null,
      parent: null,
      maximumWebhooks: null,
      roles: null,
    },
  ],
  roleSetting: null,
  roleTargets: {},
  channels: [channels['custom-url'].spec, channels.slack.spec, channels.discord.spec, channels.rocketchat.spec],
  eventTypes,
  customEventTypes: true,
  samples: anyServiceSamples,
  starts,
  webhook: {
    description: true,
    minimumEvents: 1,
    methods: ['GET', 'POST', 'PUT', 'DELETE', 'PATCH'],
    authorization: ['none', 'basic', 'api-key', 'bearer'],
    headers: { maximum: 50 },
    query: { maximumCharacters: null },
    urlHint: 'Where the events are sent.',
    sourceAddresses: [],
    urlLabel: 'URL',
    nameLabel: 'Name',
  },
  payload: {
    perEvent: false,
    templates: {
      'custom-url': { '*': '{{webhook.data}}' },
      slack: { '*': '{\n  "text": "*{{webhook.event}}* from {{webhook.name}}"\n}' },
      discord: { '*': '{\n  "content": "**{{webhook.event}}** from {{webhook.name}}"\n}' },
      rocketchat: { '*': '{\n  "text": "*{{webhook.event}}* from {{webhook.name}}"\n}' },
    },
    layout: 'as-written',
    maximumCharacters: null,
    invented: false,
  },
  placeholders: [
    describe('webhook.data', 'Data', 'All data of the event, as it is written.'),
    choose(
      'webhook.event',
      'Event',
      'Name of the event.',
      eventTypes.map(({ wireName }) => wireName),
    ),
    describe('webhook.id', 'Webhook Id', 'UUID of the webhook.'),
    describe('webhook.name', 'Webhook Name', 'Name of the webhook.'),
    describe('timestamp', 'Timestamp', 'When the event is sent, in UTC.'),
  ],
  dataPlaceholders: true,
  conditionals: true,
  signing: {
    schemeId: null,
    channels: null,
    secret: {
      need: 'required',
      label: 'Signing secret',
      hint: 'In the form that the scheme asks for. A generated one fits.',
    },
    chosenHeader: null,
  },
  delivery: {
    success: '2xx',
    successChoice: true,
    timeoutMs: 30_000,
    retry: createRule('any-service', 'Count and interval', { kind: 'none' }),
    retryChoice: { count: { min: 0, max: 10 }, intervalMinutes: { min: 1, max: 1000 } },
  },
  lifecycle: { initial: 'active', validateEvent: null, test: true },
  statusWords: null,
};
