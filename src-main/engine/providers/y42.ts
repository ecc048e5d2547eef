import type { Provider } from '../../../src-preload/contract/provider.ts';
import { channels } from '../channels/catalogue.ts';
import { createRule } from './create-rule.ts';
import { choose, describe } from './placeholder.ts';
import { toDataText } from './sample.ts';

/** The document gives no payload: these are plausible ones of ours. */
const templates = {
  'job.failed': `{
  "event": "{{webhook.event}}",
  "timestamp": "{{timestamp}}",
  "space": "{{space.name}}",
  "alert": {{alert.name}},
  "job": {
    "id": "{{job.id}}",
    "name": "{{job.name}}",
    "status": "failed",
    "error": "{{job.error}}",
    "duration_seconds": {{job.duration_seconds}},
    "url": "{{job.url}}"
  }
}`,
  'job.succeeded': `{
  "event": "{{webhook.event}}",
  "timestamp": "{{timestamp}}",
  "space": "{{space.name}}",
  "alert": {{alert.name}},
  "job": {
    "id": "{{job.id}}",
    "name": "{{job.name}}",
    "status": "succeeded",
    "duration_seconds": {{job.duration_seconds}},
    "url": "{{job.url}}"
  }
}`,
  'orchestration.finished': `{
  "event": "{{webhook.event}}",
  "timestamp": "{{timestamp}}",
  "space": "{{space.name}}",
  "alert": {{alert.name}},
  "orchestration": {
    "id": "{{orchestration.id}}",
    "name": "{{orchestration.name}}",
    "status": "{{orchestration.status}}",
    "jobs_succeeded": {{orchestration.jobs_succeeded}},
    "jobs_failed": {{orchestration.jobs_failed}},
    "url": "{{orchestration.url}}"
  }
}`,
};

const space = { name: 'Sales' };
const awkwardSpace = { name: 'Büro & "Vertrieb"' };
const alert = { name: 'Nightly models' };
const noAlert = { name: null };

/** Webhooks of Y42, from its document "Webhooks". */
export const y42: Provider = {
  id: 'y42',
  name: 'Y42',
  summary: 'Notifies when a job fails or succeeds, or an orchestration run in a space finishes.',
  source: 'https://docs.y42.com/docs/webhooks-1',
  assumptions: [
    'The document gives no payload: the keys, the values and the names of the events in it are plausible ones of ours.',
    'A request is given up after 30 s and is not retried; any 2xx answer is a success.',
    'A webhook that is set up from a status alert is called for this alert alone.',
    'An event says the space and the status alert where it is fired; at a space alone, the alert is null.',
  ],
  settings: [
    {
      kind: 'names',
      id: 'spaces',
      label: 'Spaces',
      hint: 'A webhook is installed on one of these.',
      initial: ['Sales'],
      enabledBy: null,
      within: null,
    },
    {
      kind: 'names',
      id: 'statusAlerts',
      label: 'Status alerts',
      hint: 'A webhook can be set up while an alert is created. Each alert belongs to a space.',
      initial: ['Sales / Nightly models'],
      enabledBy: null,
      within: 'spaces',
    },
  ],
  featureSwitch: null,
  failureMail: null,
  scopes: [
    {
      id: 'space',
      label: 'Space',
      hint: 'Set up in the Admin Section of a space: called for every event in it.',
      targets: 'spaces',
      parent: null,
      dataPath: 'space.name',
      maximumWebhooks: null,
      roles: null,
    },
    {
      id: 'status-alert',
      label: 'Status alert',
      hint: 'Set up while a status alert was created: called for this alert alone.',
      targets: 'statusAlerts',
      parent: 'space',
      dataPath: 'alert.name',
      maximumWebhooks: null,
      roles: null,
    },
  ],
  roleSetting: null,
  roleTargets: {},
  channels: [channels['custom-url'].spec],
  eventTypes: [
    {
      id: 'job.failed',
      label: 'Job failed',
      description: 'A job of the space failed.',
      wireName: 'job.failed',
      internal: false,
    },
    {
      id: 'job.succeeded',
      label: 'Job succeeded',
      description: 'A job of the space succeeded.',
      wireName: 'job.succeeded',
      internal: false,
    },
    {
      id: 'orchestration.finished',
      label: 'Orchestration run finished',
      description: 'A run of an orchestration of the space finished.',
      wireName: 'orchestration.finished',
      internal: false,
    },
  ],
  customEventTypes: false,
  samples: [
    {
      id: 'y42-job-failed',
      eventType: 'job.failed',
      name: 'A column is missing',
      dataText: toDataText({
        space,
        alert,
        job: {
          id: 'job_5f1c',
          name: 'orders_daily',
          error: 'Column "discount" does not exist',
          duration_seconds: 42.5,
          url: 'https://app.y42.example.com/sales/jobs/job_5f1c',
        },
      }),
    },
    {
      id: 'y42-job-failed-awkward',
      eventType: 'job.failed',
      name: 'An error of several lines',
      dataText: toDataText({
        space: awkwardSpace,
        alert: noAlert,
        job: {
          id: 'job_5f1d',
          name: 'umsätze_täglich',
          error: 'Syntax error at line 3:\n\tSELECT "größe" FROM C:\\data\n\t        ^',
          duration_seconds: 0,
          url: 'https://app.y42.example.com/jobs?id=job_5f1d&tab=logs#error',
        },
      }),
    },
    {
      id: 'y42-job-succeeded',
      eventType: 'job.succeeded',
      name: 'A job of an hour',
      dataText: toDataText({
        space,
        alert,
        job: {
          id: 'job_5f1e',
          name: 'orders_daily',
          duration_seconds: 3600,
          url: 'https://app.y42.example.com/sales/jobs/job_5f1e',
        },
      }),
    },
    {
      id: 'y42-job-succeeded-awkward',
      eventType: 'job.succeeded',
      name: 'Quotes and umlauts in the names',
      dataText: toDataText({
        space: awkwardSpace,
        alert: noAlert,
        job: {
          id: 'job_5f1f',
          name: 'umsätze "brutto" 📈',
          duration_seconds: 0.001,
          url: 'https://app.y42.example.com/jobs?id=job_5f1f',
        },
      }),
    },
    {
      id: 'y42-orchestration-finished',
      eventType: 'orchestration.finished',
      name: 'All jobs succeeded',
      dataText: toDataText({
        space,
        alert,
        orchestration: {
          id: 'run_9a77',
          name: 'Nightly',
          status: 'succeeded',
          jobs_succeeded: 12,
          jobs_failed: 0,
          url: 'https://app.y42.example.com/sales/runs/run_9a77',
        },
      }),
    },
    {
      id: 'y42-orchestration-finished-awkward',
      eventType: 'orchestration.finished',
      name: 'Some jobs failed, quotes in the name',
      dataText: toDataText({
        space: awkwardSpace,
        alert: noAlert,
        orchestration: {
          id: 'run_9a78',
          name: 'Nächtlich "voll"',
          status: 'failed',
          jobs_succeeded: 11,
          jobs_failed: 1,
          url: 'https://app.y42.example.com/runs?id=run_9a78',
        },
      }),
    },
  ],
  webhook: {
    description: false,
    minimumEvents: 0,
    methods: ['POST'],
    authorization: ['none'],
    headers: null,
    query: null,
    urlHint: 'The URL that events are posted to.',
    sourceAddresses: [],
    urlLabel: 'Webhook URL',
    nameLabel: 'Name',
    fields: {
      scope: { label: 'Installed on', hint: 'A space, or a status alert of one.' },
      events: { label: 'Events', hint: 'The webhook is sent each time one of these occurs.' },
    },
  },
  payload: {
    perEvent: true,
    templates: { 'custom-url': templates },
    layout: 'compact',
    maximumCharacters: null,
    invented: true,
  },
  placeholders: [
    describe('space.name', 'Space', 'Name of the space.'),
    describe('alert.name', 'Status alert', 'Name of the status alert; null when the webhook was set up alone.'),
    describe('job.id', 'Job id', 'Id of the job.'),
    describe('job.name', 'Job', 'Name of the job.'),
    describe('job.error', 'Error', 'Why the job failed.'),
    describe('job.duration_seconds', 'Duration', 'How long the job ran, in seconds.'),
    describe('job.url', 'Job link', 'Link to the job.'),
    describe('orchestration.id', 'Run id', 'Id of the orchestration run.'),
    describe('orchestration.name', 'Orchestration', 'Name of the orchestration.'),
    choose('orchestration.status', 'Run status', 'How the run ended.', ['succeeded', 'failed']),
    describe('orchestration.jobs_succeeded', 'Jobs succeeded', 'How many jobs of the run succeeded.'),
    describe('orchestration.jobs_failed', 'Jobs failed', 'How many jobs of the run failed.'),
    describe('orchestration.url', 'Run link', 'Link to the run.'),
    choose('webhook.event', 'Event', 'Name of the event.', ['job.failed', 'job.succeeded', 'orchestration.finished']),
    describe('timestamp', 'Time', 'When it was sent, as yyyy-MM-ddTHH:mmZ in UTC.'),
  ],
  conditionals: false,
  signing: {
    schemeId: 'y42',
    channels: null,
    secret: {
      need: 'optional',
      label: 'Secret',
      hint: 'A random string that both sides know. Without one no x-y42-signature is sent.',
    },
    chosenHeader: null,
  },
  delivery: { success: '2xx', timeoutMs: 30_000, retry: createRule('y42', 'Y42', { kind: 'none' }), retryChoice: null },
  lifecycle: { initial: 'active', validateEvent: null, test: true },
  statusWords: null,
};
