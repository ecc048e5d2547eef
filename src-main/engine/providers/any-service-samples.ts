import type { Provider } from '../../../src-preload/contract/provider.ts';
import { toDataText } from './sample.ts';

const order = {
  order: {
    id: 'ord_2041',
    status: 'paid',
    total: 129.9,
    currency: 'EUR',
    customer: { name: 'Ines Halvorsen', email: 'ines@example.com' },
    items: [
      { sku: 'LAMP-07', title: 'Desk lamp', quantity: 1 },
      { sku: 'BULB-02', title: 'Light bulb', quantity: 3 },
    ],
  },
};

const awkwardOrder = {
  order: {
    ...order.order,
    id: 'ord_2042',
    status: 'refunded',
    customer: { name: 'Jörg "Jo" Müßig\nc/o Zoë', email: 'joerg@example.com' },
    items: [{ sku: 'A\\B', title: 'Größe "L" – 10 € 🚀', quantity: 0 }],
  },
};

const repository = {
  id: 700100200,
  name: 'lighthouse',
  full_name: 'northwind-labs/lighthouse',
  private: false,
  owner: { login: 'northwind-labs', id: 5501, type: 'Organization' },
  html_url: 'https://github.example/northwind-labs/lighthouse',
  default_branch: 'main',
};

const sender = { login: 'mira-okafor', id: 90210, type: 'User', site_admin: false };

const author = { name: 'Mira Okafor', email: 'mira@example.com', username: 'mira-okafor' };

const commit = {
  id: '4f1d2c3b5a69788796a5b4c3d2e1f00112233445',
  tree_id: '9e8d7c6b5a4f3e2d1c0b9a8f7e6d5c4b3a291807',
  distinct: true,
  message: 'Turn the lamp slower in fog',
  timestamp: '2026-03-02T09:14:00+01:00',
  url: 'https://github.example/northwind-labs/lighthouse/commit/4f1d2c3b',
  author,
  committer: author,
  added: [],
  removed: [],
  modified: ['src/lamp.ts'],
};

const push = {
  ref: 'refs/heads/main',
  before: '0a1b2c3d4e5f60718293a4b5c6d7e8f901234567',
  after: commit.id,
  created: false,
  deleted: false,
  forced: false,
  compare: 'https://github.example/northwind-labs/lighthouse/compare/0a1b2c3d...4f1d2c3b',
  commits: [commit],
  head_commit: commit,
  repository,
  pusher: { name: 'mira-okafor', email: 'mira@example.com' },
  sender,
};

const awkwardCommit = { ...commit, message: 'Fix "fog" – größer\n\nSee C:\\lamp 🚀' };

const issue = {
  action: 'opened',
  issue: {
    id: 3300440055,
    number: 17,
    title: 'The lamp does not turn in fog',
    state: 'open',
    html_url: 'https://github.example/northwind-labs/lighthouse/issues/17',
    user: sender,
    labels: [{ id: 81, name: 'bug', color: 'd73a4a' }],
    assignees: [],
    comments: 0,
    created_at: '2026-03-02T08:00:00Z',
    updated_at: '2026-03-02T08:00:00Z',
    closed_at: null,
    body: 'It stops as soon as the humidity is over 95 %.',
  },
  repository,
  sender,
};

const invoice = {
  id: 'evt_1Nw7LampExample0001',
  object: 'event',
  api_version: '2025-03-31.basil',
  created: 1772442000,
  type: 'invoice.paid',
  livemode: false,
  pending_webhooks: 1,
  request: { id: null, idempotency_key: null },
  data: {
    object: {
      id: 'in_1Nw7LampExample0001',
      object: 'invoice',
      number: 'NW-0042',
      status: 'paid',
      currency: 'eur',
      amount_due: 4900,
      amount_paid: 4900,
      amount_remaining: 0,
      customer: 'cus_LampExample01',
      customer_name: 'Ines Halvorsen',
      customer_email: 'ines@example.com',
      billing_reason: 'subscription_cycle',
      collection_method: 'charge_automatically',
      hosted_invoice_url: 'https://pay.example/NW-0042',
      lines: {
        object: 'list',
        has_more: false,
        data: [
          { id: 'il_LampExample01', object: 'line_item', amount: 4900, description: 'Lighthouse plan', quantity: 1 },
        ],
      },
    },
  },
};

const shopifyAddress = {
  first_name: 'Ines',
  last_name: 'Halvorsen',
  address1: 'Harbour Street 4',
  city: 'Bergen',
  zip: '5003',
  country_code: 'NO',
};

const shopifyOrder = {
  id: 5400100200300,
  admin_graphql_api_id: 'gid://shopify/Order/5400100200300',
  name: '#1042',
  order_number: 1042,
  email: 'ines@example.com',
  created_at: '2026-03-02T10:00:00+01:00',
  currency: 'EUR',
  total_price: '64.00',
  subtotal_price: '59.00',
  total_tax: '0.00',
  financial_status: 'paid',
  fulfillment_status: null,
  note: null,
  customer: { id: 7100200300, email: 'ines@example.com', first_name: 'Ines', last_name: 'Halvorsen' },
  shipping_address: shopifyAddress,
  billing_address: shopifyAddress,
  line_items: [
    { id: 1, product_id: 81, title: 'Paper lantern', sku: 'LANTERN-1', quantity: 2, price: '24.50' },
    { id: 2, product_id: 82, title: 'Candle', sku: 'CANDLE-1', quantity: 1, price: '10.00' },
  ],
};

function sample(id: string, eventType: string, name: string, data: object): Provider['samples'][number] {
  return { id: `any-service-${id}`, eventType, name, dataText: toDataText(data) };
}

const awkward = 'Umlauts, quotes and line breaks';

/** Sample events of senders that many know, in the shape of their public documentation; every value is fictional. */
export const anyServiceSamples: Provider['samples'] = [
  sample('order-paid', 'order-paid', 'A lamp and three bulbs', order),
  sample('order-paid-awkward', 'order-paid', awkward, awkwardOrder),
  sample('github-push', 'github-push', 'A commit to main', push),
  sample('github-push-awkward', 'github-push', awkward, {
    ...push,
    commits: [awkwardCommit],
    head_commit: awkwardCommit,
  }),
  sample('github-issues', 'github-issues', 'An issue is opened', issue),
  sample('github-issues-closed', 'github-issues', 'An issue is closed', {
    ...issue,
    action: 'closed',
    issue: { ...issue.issue, state: 'closed', closed_at: '2026-03-03T08:00:00Z', title: 'Größe "L" – 10 € 🚀' },
  }),
  sample('stripe-invoice-paid', 'stripe-invoice-paid', 'A month of the Lighthouse plan', invoice),
  sample('stripe-invoice-paid-awkward', 'stripe-invoice-paid', awkward, {
    ...invoice,
    id: 'evt_1Nw7LampExample0002',
    data: { object: { ...invoice.data.object, customer_name: 'Jörg "Jo" Müßig\nc/o Zoë' } },
  }),
  sample('shopify-orders-create', 'shopify-orders-create', 'Two lanterns and a candle', shopifyOrder),
  sample('shopify-orders-create-awkward', 'shopify-orders-create', awkward, {
    ...shopifyOrder,
    name: '#1043',
    order_number: 1043,
    note: 'Please ring “Müßig”,\nthen wait. "No" plastic 🚀',
  }),
];
