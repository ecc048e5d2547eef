import type { Provider } from '../../../src-preload/contract/provider.ts';
import { channels } from '../channels/catalogue.ts';
import { createRule } from './create-rule.ts';
import { choose, describe } from './placeholder.ts';
import { toDataText } from './sample.ts';

const template = `{
  "event_info": {{event_info}},
  "event_triggered": "{{webhook.event}}"
}`;

const address = {
  city: null,
  line1: 'Global Academy for Learning, 40 Pattanagere Main Road',
  line2: null,
  line3: null,
  state: null,
  country: 'India',
  zipCode: null,
};

/** The customer of the document. Its page hides the mail address from machines, so a plausible one of the customer stands here. */
const documentedCustomer = {
  id: '2446f64c-d3e8-4ce9-8d65-753690571134',
  email: 'shreyansh@example.com',
  address,
  tax_info: [],
  created_at: '2024-02-29 05:18:23.104360',
  deleted_at: null,
  updated_at: null,
  custom_data: {},
  external_id: 'cust_4178904715915710_5te_random',
  organisation: '888ae523-8878-4ed7-85cc-6c0a54320568',
  phone_number: '+91 9999999999',
  customer_name: 'Shreyansh',
  ship_to_address: address,
  auto_charge_enabled: true,
  communications_enabled: true,
};

const ada = { ...documentedCustomer, email: 'ada@example.com', customer_name: 'Analytical Engines Ltd' };

const awkwardCustomer = {
  ...documentedCustomer,
  id: 'f0e1d2c3-b4a5-4687-8899-aabbccddeeff',
  email: '"Jörg \\ Müßig"@bücher.example',
  address: { ...address, city: 'Köln', line1: 'Hauptstraße 1,\nHinterhaus "B"', zipCode: '01067' },
  tax_info: [{ tax_id: 'DE 123 456 789', tax_id_type: 'eu_vat' }],
  updated_at: '2024-03-01 00:00:00.000001',
  custom_data: { note: 'Größe "L" – 10 € 🚀', path: 'C:\\temp', score: 1e-7, empty: '' },
  phone_number: null,
  customer_name: 'Müller & Söhne "Großhandel" GmbH & Co. KG',
  auto_charge_enabled: false,
};

/** Webhook alerts of Zenskar, from its document "Webhook alerts". */
export const zenskar: Provider = {
  id: 'zenskar',
  name: 'Zenskar',
  summary: 'Notifies when a customer is created or updated. Only status 200 is a success.',
  source: 'Zenskar, "Webhook alerts" in its documentation',
  assumptions: [
    'A request is given up after 30 s and is not retried.',
    'The sample code of the document reads x-hub-signature-256; its text says X-Signature, and that is meant.',
    'The page of the document hides the mail address of its sample (“[email protected]”): a plausible one stands in its place.',
    'The document shows a payload of customer.updated only; customer.created is taken to look alike.',
  ],
  settings: [],
  featureSwitch: null,
  failureMail: null,
  scopes: [
    {
      id: 'organisation',
      label: 'Organisation',
      hint: 'All customers of the organisation.',
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
      id: 'customer.created',
      label: 'Customer created',
      description: 'A customer was added.',
      wireName: 'customer.created',
      internal: false,
    },
    {
      id: 'customer.updated',
      label: 'Customer updated',
      description: 'The data of a customer was changed.',
      wireName: 'customer.updated',
      internal: false,
    },
  ],
  customEventTypes: false,
  samples: [
    {
      id: 'zenskar-customer-updated',
      eventType: 'customer.updated',
      name: 'The customer of the document',
      dataText: toDataText({ event_info: documentedCustomer }),
    },
    {
      id: 'zenskar-customer-updated-awkward',
      eventType: 'customer.updated',
      name: 'Umlauts, quotes, line breaks and nested data',
      dataText: toDataText({ event_info: awkwardCustomer }),
    },
    {
      id: 'zenskar-customer-created',
      eventType: 'customer.created',
      name: 'A new customer',
      dataText: toDataText({ event_info: ada }),
    },
    {
      id: 'zenskar-customer-created-awkward',
      eventType: 'customer.created',
      name: 'Umlauts, quotes, line breaks and nested data',
      dataText: toDataText({ event_info: { ...awkwardCustomer, updated_at: null } }),
    },
  ],
  webhook: {
    description: true,
    minimumEvents: 0,
    methods: ['POST'],
    authorization: ['none'],
    headers: null,
    query: null,
    urlHint: 'The address of the destination system. It has to answer with status 200: everything else is Failed.',
    sourceAddresses: [],
    urlLabel: 'Endpoint URL',
    nameLabel: 'Webhook name',
    fields: {
      description: { label: 'Add description (optional)', hint: 'What this webhook is for.' },
      events: { label: 'Subscribed events', hint: 'The events that the destination system is hooked on to.' },
      enabled: { label: 'Enable webhook alerts', hint: 'Switched off, the webhook is disabled.' },
      history: { label: 'Alerts History', hint: '' },
      eventInformation: { label: 'Event Information', hint: '' },
      deliveryDetails: { label: 'Triggered Webhook Details', hint: '' },
      webhookId: { label: 'Webhook Id', hint: '' },
    },
  },
  payload: {
    perEvent: false,
    templates: { 'custom-url': { '*': template } },
    layout: 'compact',
    maximumCharacters: null,
    invented: false,
  },
  placeholders: [
    describe('event_info', 'Event information', 'The whole customer, a JSON object.'),
    describe('event_info.id', 'Customer id', 'UUID of the customer.'),
    describe('event_info.email', 'Email', 'Email address of the customer.'),
    describe('event_info.customer_name', 'Customer name', 'Name of the customer.'),
    describe('event_info.phone_number', 'Phone number', 'Phone number of the customer.'),
    describe('event_info.external_id', 'External id', 'Id of the customer in another system.'),
    describe('event_info.organisation', 'Organisation', 'UUID of the organisation that the customer belongs to.'),
    describe('event_info.address', 'Address', 'Address of the customer, a JSON object.'),
    describe('event_info.ship_to_address', 'Ship-to address', 'Address for deliveries, a JSON object.'),
    describe('event_info.created_at', 'Created at', 'When the customer was created.'),
    describe('event_info.updated_at', 'Updated at', 'When the customer was last changed, or null.'),
    choose('webhook.event', 'Event', 'Name of the event.', ['customer.created', 'customer.updated']),
    describe('webhook.id', 'Webhook Id', 'UUID of the webhook.'),
  ],
  conditionals: false,
  signing: {
    schemeId: 'zenskar',
    channels: null,
    secret: {
      need: 'required',
      label: 'Secret key',
      hint: 'A random string with high entropy. The body is signed with it, in the header X-Signature.',
    },
    chosenHeader: null,
  },
  delivery: {
    success: '200',
    timeoutMs: 30_000,
    retry: createRule('zenskar', 'Zenskar', { kind: 'none' }),
    retryChoice: null,
  },
  lifecycle: { initial: 'active', validateEvent: null, test: true },
  statusWords: { success: 'Succeeded', failure: 'Failed' },
};
