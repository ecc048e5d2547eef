import type { RetryRule, SenderRule } from '../../../src-preload/contract/retry.ts';
import { createRule } from './create-rule.ts';

/** What is said about a rule besides the rule. Most senders take any 2xx. */
type Account = Pick<SenderRule, 'source' | 'confidence'> & Partial<Pick<SenderRule, 'notes' | 'success' | 'timeoutMs'>>;

function createSender(rule: RetryRule, account: Account): SenderRule {
  return { notes: [], success: '2xx', timeoutMs: null, ...rule, ...account };
}

const minute = 60;
const hour = 3600;

/** Of Convoy, and a start for an own rule: the numbers are ours. */
const breaker = { failures: 10, openSeconds: minute, factor: 2, maximumSeconds: 15 * minute };

/**
 * How services that send webhooks try again, as data. Where a sender publishes how often but not when, the times are ours and the
 * rule says `assumed`.
 */
export const senderRules: readonly SenderRule[] = [
  createSender(
    createRule(
      'standard-webhooks',
      'Standard Webhooks',
      {
        kind: 'schedule',
        delaysSeconds: [5, 5 * minute, 30 * minute, 2 * hour, 5 * hour, 10 * hour, 14 * hour, 20 * hour, 24 * hour],
      },
      {
        jitter: { kind: 'share', upTo: 0.2 },
        honoursRetryAfter: true,
        overloadFloorSeconds: minute,
        disablesOn: [410],
      },
    ),
    {
      source: 'The specification of Standard Webhooks',
      confidence: 'documented',
      timeoutMs: 30_000,
      notes: [
        'The specification advises a time-out of 15 to 30 s, jitter, and to slow down after 429, 502 and 504 without a number: a ' +
          'fifth of the delay and at least 60 s are assumed.',
      ],
    },
  ),
  createSender(
    createRule(
      'svix',
      'Svix',
      {
        kind: 'schedule',
        delaysSeconds: [5, 5 * minute, 30 * minute, 2 * hour, 5 * hour, 10 * hour, 10 * hour],
      },
      {
        jitter: { kind: 'share', upTo: 0.2 },
        honoursRetryAfter: true,
        overloadFloorSeconds: minute,
        givesUpOn: { statuses: [], header: { name: 'webhook-delivery', value: 'abort-message' } },
        disablesAfter: { failures: null, hours: 120 },
      },
    ),
    {
      source: 'docs.svix.com/retries; config.default.toml of svix-server',
      confidence: 'documented',
      timeoutMs: 15_000,
      notes: [
        'The time-out is that of the hosted service; 30 s is the default of one that you run yourself.',
        'Jitter, Retry-After and the floor after an overload are as in its worker; the floor of 60 s is assumed.',
      ],
    },
  ),
  createSender(
    createRule('stripe', 'Stripe, live', {
      kind: 'exponential',
      firstSeconds: hour,
      factor: 2,
      capSeconds: 12 * hour,
      count: 8,
    }),
    {
      source: 'docs.stripe.com/webhooks/process-undelivered-events',
      confidence: 'assumed',
      notes: ['Stripe documents exponential retries for up to 3 days and publishes no intervals: these are assumed.'],
    },
  ),
  createSender(
    createRule('stripe-sandbox', 'Stripe, sandbox', {
      kind: 'exponential',
      firstSeconds: hour / 2,
      factor: 2,
      capSeconds: 2 * hour,
      count: 3,
    }),
    {
      source: 'docs.stripe.com/webhooks/process-undelivered-events',
      confidence: 'assumed',
      notes: ['Stripe documents 3 retries over a few hours and publishes no intervals: these are assumed.'],
    },
  ),
  createSender(createRule('github', 'GitHub', { kind: 'none' }), {
    source: 'docs.github.com, “Handling failed webhook deliveries”',
    confidence: 'documented',
    timeoutMs: 10_000,
    notes: [
      'GitHub never tries again by itself: for 3 days a person can redeliver by hand, with the same GUID.',
      'GitHub Enterprise Server waits 30 s.',
    ],
  }),
  createSender(
    createRule(
      'shopify',
      'Shopify',
      { kind: 'schedule', delaysSeconds: [1, 2, 4, 8, 15, 30, 60, 120].map((minutes) => minutes * minute) },
      { disablesAfter: { failures: 8, hours: null } },
    ),
    {
      source: 'shopify.dev, changelog of 2024-09-10; community.shopify.dev/t/24625',
      confidence: 'assumed',
      timeoutMs: 5000,
      notes: [
        'Shopify documents 8 retries over 4 hours with the original payload and publishes no intervals: these are assumed.',
        'That a subscription is removed after 8 failures in a row is second-hand. It allows 1 s for the connection.',
      ],
    },
  ),
  createSender(createRule('hookdeck-linear', 'Hookdeck, linear', { kind: 'fixed', count: 5, intervalSeconds: hour }), {
    source: 'hookdeck.com/docs/retries',
    confidence: 'assumed',
    notes: ['Hookdeck lets its users choose up to 50 retries and their interval: the numbers here are assumed.'],
  }),
  createSender(
    createRule('hookdeck-exponential', 'Hookdeck, exponential', {
      kind: 'exponential',
      firstSeconds: minute,
      factor: 2,
      capSeconds: 24 * hour,
      count: 10,
    }),
    {
      source: 'hookdeck.com/docs/retries',
      confidence: 'assumed',
      notes: ['Doubling is documented. Count and first interval are chosen by its users: those here are assumed.'],
    },
  ),
  createSender(
    createRule('convoy-linear', 'Convoy, linear', { kind: 'fixed', count: 10, intervalSeconds: 100 }, { breaker }),
    {
      source: 'The code of Convoy',
      confidence: 'documented',
      notes: ['Convoy has a breaker that looks at a share of failures; its numbers here are assumed.'],
    },
  ),
  createSender(
    createRule(
      'convoy-exponential',
      'Convoy, exponential',
      { kind: 'exponential', firstSeconds: 100, factor: 2, capSeconds: 7200, count: 10 },
      { jitter: { kind: 'seconds', upTo: 5 }, breaker },
    ),
    {
      source: 'The code of Convoy',
      confidence: 'documented',
      notes: [
        'Interval times 2 to the power of the attempt, at most 2 h, with up to 5 s more. That the first wait is 100 s is assumed.',
        'Convoy has a breaker that looks at a share of failures; its numbers here are assumed.',
      ],
    },
  ),
  createSender(
    createRule(
      'convoy-example',
      'Convoy, example of its documents',
      { kind: 'schedule', delaysSeconds: [10, 30, minute, 3 * minute, 5 * minute, 10 * minute, 15 * minute] },
      { breaker },
    ),
    {
      source: 'The documentation of Convoy',
      confidence: 'documented',
      notes: ['Convoy has a breaker that looks at a share of failures; its numbers here are assumed.'],
    },
  ),
  createSender(
    createRule(
      'slack',
      'Slack Events API',
      { kind: 'schedule', delaysSeconds: [0, minute, 5 * minute] },
      { givesUpOn: { statuses: [], header: { name: 'X-Slack-No-Retry', value: '1' } } },
    ),
    {
      source: 'api.slack.com, Events API',
      confidence: 'second-hand',
      timeoutMs: 3000,
      notes: [
        'Slack numbers its retries in X-Slack-Retry-Num and X-Slack-Retry-Reason; these headers are not added here.',
        'It disables an app with a high failure rate, which is not verified and not done here.',
      ],
    },
  ),
  createSender(
    createRule(
      'pagerduty',
      'PagerDuty v3',
      { kind: 'exponential', firstSeconds: 80, factor: 2, capSeconds: 640, count: 4 },
      { givesUpOn: { statuses: [400, 403], header: null } },
    ),
    {
      source: 'svix.com/resources/webhook-reviews/pagerduty-webhook-review; go-pagerduty',
      confidence: 'assumed',
      notes: [
        '4 retries over 20 minutes is second-hand, and their intervals are assumed.',
        'That 400 and 403 end a delivery is documented in its Go library. What counts as a success is assumed.',
      ],
    },
  ),
  createSender(
    createRule('discord', 'Discord webhook events', {
      kind: 'exponential',
      firstSeconds: 15,
      factor: 2,
      capSeconds: 10 * minute,
      count: 5,
    }),
    {
      source: 'discord.com/developers/docs, webhook events',
      confidence: 'assumed',
      success: '204',
      timeoutMs: 3000,
      notes: [
        'Discord documents exponential retries for up to 10 minutes and publishes no intervals: these are assumed.',
        'After too many failures it stops and writes a mail; how many is not published, so that is not done here.',
      ],
    },
  ),
  createSender(
    createRule(
      'gitlab',
      'GitLab',
      { kind: 'none' },
      { breaker: { failures: 4, openSeconds: minute, factor: 2, maximumSeconds: 24 * hour } },
    ),
    {
      source: 'docs.gitlab.com; gitlab#462719, delivery#19320',
      confidence: 'second-hand',
      timeoutMs: 10_000,
      notes: [
        'After 4 failures in a row GitLab disables a webhook for a minute, doubling to 24 h; its events are lost meanwhile, and ' +
          'wait here.',
        'Its documents and merge requests disagree (gitlab#414893): 4xx once disabled a webhook for good.',
      ],
    },
  ),
  createSender(
    createRule('frappe-cloud', 'Frappe Cloud', {
      kind: 'schedule',
      delaysSeconds: [2 * minute, 4 * minute, 8 * minute],
    }),
    {
      source: 'The code of Frappe Cloud (press)',
      confidence: 'documented',
      timeoutMs: 5000,
      notes: ['It disables an endpoint when more than 70 % of the attempts of an hour failed, which is not done here.'],
    },
  ),
  createSender(createRule('frappe', 'Frappe framework', { kind: 'schedule', delaysSeconds: [1, 4] }), {
    source: 'The code of the Frappe framework',
    confidence: 'documented',
    timeoutMs: 5000,
    notes: ['3 tries in all. It also sleeps 7 s after the last one, which nothing follows.'],
  }),
  createSender(
    createRule(
      'developer',
      'Developer: seconds',
      { kind: 'schedule', delaysSeconds: [1, 2, 4, 8] },
      { honoursRetryAfter: true },
    ),
    {
      source: 'Hookwright',
      confidence: 'documented',
      notes: ['A rule of our own for a person who is watching: 0, 1, 2, 4 and 8 s.'],
    },
  ),
];
