import type { ChannelId, Provider } from '../../../src-preload/contract/provider.ts';
import { channels } from '../channels/catalogue.ts';
import { createRule } from './create-rule.ts';
import { describe } from './placeholder.ts';

/**
 * The documented payloads, event by channel, with a placeholder for each value. "name" and "email" stand as each sample
 * has them. Two samples carry a slip, `lastName` and `+4912345678`: the value is meant, so it stands here.
 */
const templates: Readonly<Record<ChannelId, Readonly<Record<string, string>>>> = {
  'custom-url': {
    'contract-signup': String.raw`{
  "message": "Account created with email \"{{account.email}}\" and uuid \"{{account.uuid}}\". See {{panel.link}}. (Webhook: \"{{webhook.name}}\")",
  "text": "Account created with email \"{{account.email}}\" and uuid \"{{account.uuid}}\". See {{panel.link}}. (Webhook: \"{{webhook.name}}\")",
  "account_email": "{{account.email}}",
  "account_uuid": "{{account.uuid}}",
  "account_link": "{{panel.link}}"
}`,
    'contract-finalize': String.raw`{
  "message": "Account finalized with following data: email \"{{account.email}}\", first name \"{{user.first_name}}\", last name \"{{user.last_name}}\", phone number \"{{user.phone_number}}\", account name \"{{account.name}}\", user uuid \"{{user.uuid}}\" and account uuid \"{{account.uuid}}\". See {{panel.link}}. (Webhook: \"{{webhook.name}}\")",
  "text": "Account finalized with following data: email \"{{account.email}}\", first name \"{{user.first_name}}\", last name \"{{user.last_name}}\", phone number \"{{user.phone_number}}\", account name \"{{account.name}}\", user uuid \"{{user.uuid}}\" and account uuid \"{{account.uuid}}\". See {{panel.link}}. (Webhook: \"{{webhook.name}}\")",
  "email": "{{account.email}}",
  "first_name": "{{user.first_name}}",
  "last_name": "{{user.last_name}}",
  "phone_number": "{{user.phone_number}}",
  "contract_name": "{{account.name}}",
  "user_uuid": "{{user.uuid}}",
  "account_uuid": "{{account.uuid}}",
  "account_link": "{{panel.link}}"
}`,
  },
  discord: {
    'contract-signup': String.raw`{
  "content": "Account created with name \"{{account.email}}\" and uuid \"{{account.uuid}}\". See {{panel.link}}. (Webhook: \"{{webhook.name}}\")"
}`,
    'contract-finalize': String.raw`{
  "content": "Account finalized with following data: email \"{{account.email}}\", first name \"{{user.first_name}}\", last name \"{{user.last_name}}\", phone number \"{{user.phone_number}}\", account name \"{{account.name}}\", user uuid \"{{user.uuid}}\" and account uuid \"{{account.uuid}}\". See {{panel.link}}. (Webhook: \"{{webhook.name}}\")"
}`,
  },
  rocketchat: {
    'contract-signup': String.raw`{
  "text": "Account created with name \"{{account.email}}\" and uuid \"{{account.uuid}}\". See {{panel.link}}. (Webhook: \"{{webhook.name}}\")",
  "event": "{{webhook.name}}",
  "emoji": "🆗"
}`,
    'contract-finalize': String.raw`{
  "text": "Account finalized with following data: email \"{{account.email}}\", first name \"{{user.first_name}}\", last name \"{{user.last_name}}\", phone number \"{{user.phone_number}}\", account name \"{{account.name}}\", user uuid \"{{user.uuid}}\" and account uuid \"{{account.uuid}}\". See {{panel.link}}. (Webhook: \"{{webhook.name}}\")",
  "event": "{{webhook.name}}",
  "emoji": "🆗"
}`,
  },
  slack: {
    'contract-signup': String.raw`{
  "text": "*New Account Sign up*",
  "icon_emoji": "🆕",
  "mrkdwn": true,
  "attachments": [
    {
      "title": "",
      "text": "",
      "fields": [
        {
          "title": "Message",
          "value": "Account created with email \"{{account.email}}\" and uuid \"{{account.uuid}}\"",
          "short": true,
          "mrkdwn": true
        },
        {
          "title": "Account-Uuid",
          "value": "{{account.uuid}}",
          "short": true,
          "mrkdwn": true
        },
        {
          "title": "E-Mail",
          "value": "{{account.email}}",
          "short": true,
          "mrkdwn": true
        },
        {
          "title": "Panel link",
          "value": "{{panel.link}}",
          "short": true,
          "mrkdwn": true
        },
        {
          "title": "Webhook",
          "value": "{{webhook.name}}",
          "short": true,
          "mrkdwn": true
        }
      ]
    }
  ]
}`,
    'contract-finalize': `{
  "text": "*Contract finalized*",
  "icon_emoji": "🆕",
  "mrkdwn": true,
  "attachments": [
    {
      "title": "",
      "text": "",
      "fields": [
        {
          "title": "Message",
          "value": "Account finalized",
          "short": true,
          "mrkdwn": true
        },
        {
          "title": "First name",
          "value": "{{user.first_name}}",
          "short": true,
          "mrkdwn": true
        },
        {
          "title": "Last name",
          "value": "{{user.last_name}}",
          "short": true,
          "mrkdwn": true
        },
        {
          "title": "Phone number",
          "value": "{{user.phone_number}}",
          "short": true,
          "mrkdwn": true
        },
        {
          "title": "E-Mail",
          "value": "{{account.email}}",
          "short": true,
          "mrkdwn": true
        },
        {
          "title": "Account name",
          "value": "{{account.name}}",
          "short": true,
          "mrkdwn": true
        },
        {
          "title": "Account Uuid",
          "value": "{{account.uuid}}",
          "short": true,
          "mrkdwn": true
        },
        {
          "title": "User uuid",
          "value": "{{user.uuid}}",
          "short": true,
          "mrkdwn": true
        },
        {
          "title": "Panel link",
          "value": "{{panel.link}}",
          "short": true,
          "mrkdwn": true
        },
        {
          "title": "Webhook",
          "value": "{{webhook.name}}",
          "short": true,
          "mrkdwn": true
        }
      ]
    }
  ]
}`,
  },
};

/** gridscale partner webhooks, from the document "Webhooks" of the gridscale partner panel. */
export const gridscale: Provider = {
  id: 'gridscale',
  name: 'gridscale partner',
  summary: 'Notifies a partner when a contract signs up or is finalized.',
  source: 'gridscale, "Webhooks" in the documentation of the partner panel',
  assumptions: [
    'Requests are sent with POST.',
    'X-Auth-Timestamp holds Unix seconds, and X-Auth-Signature is written in lower-case hex.',
    'A request is given up after 30 s and is not retried; any 2xx answer is a success.',
    '`lastName` and `+4912345678`, inside two samples of the document, are slips: the value is sent in their place.',
    'While the feature is switched off, events are not sent. A test is, and says so.',
  ],
  settings: [
    {
      kind: 'switch',
      id: 'enabled',
      label: 'Webhook feature',
      hint: 'Switches the feature on and off entirely. While it is off, no webhook of gridscale fires.',
      initial: false,
    },
    {
      kind: 'switch',
      id: 'tellAboutFailures',
      label: 'Inform about failing hooks',
      hint: 'Sends a mail when a webhook fails.',
      initial: false,
    },
    {
      kind: 'text',
      id: 'failureAddress',
      label: 'Email address',
      hint: 'Where you will be notified about a failure.',
      initial: '',
      format: 'email',
      enabledBy: 'tellAboutFailures',
    },
  ],
  featureSwitch: 'enabled',
  failureMail: {
    switchSetting: 'tellAboutFailures',
    addressSetting: 'failureAddress',
    perWebhook: false,
    onDeactivation: false,
  },
  scopes: [
    {
      id: 'partner',
      label: 'Partner',
      hint: 'All contracts of the partner.',
      targets: null,
      parent: null,
      maximumWebhooks: null,
      roles: null,
    },
  ],
  roleSetting: null,
  roleTargets: {},
  channels: [channels['custom-url'].spec, channels.discord.spec, channels.rocketchat.spec, channels.slack.spec],
  eventTypes: [
    {
      id: 'contract-signup',
      label: 'Contract Signup',
      description: 'Someone signed up and gets an email with a request to verify the email address.',
      wireName: 'Contract Signup',
      internal: false,
    },
    {
      id: 'contract-finalize',
      label: 'Contract Finalize',
      description: 'An account logged in for the first time and filled in name, email, phone number and contract name.',
      wireName: 'Contract Finalize',
      internal: false,
    },
  ],
  customEventTypes: false,
  samples: [
    {
      id: 'gridscale-signup',
      eventType: 'contract-signup',
      name: 'Ada signs up',
      dataText: `{
  "account": {
    "email": "ada@example.com",
    "uuid": "6d5b8f2e-3f0c-4a7e-9a51-0c7c1d2b9e44"
  },
  "panel": {
    "link": "https://partner.example.com/accounts/6d5b8f2e-3f0c-4a7e-9a51-0c7c1d2b9e44"
  }
}`,
    },
    {
      id: 'gridscale-signup-awkward',
      eventType: 'contract-signup',
      name: 'Quotes and umlauts in the address',
      dataText: String.raw`{
  "account": {
    "email": "\"Jörg \\ Müßig\"@bücher.example",
    "uuid": "f0e1d2c3-b4a5-4687-8899-aabbccddeeff"
  },
  "panel": {
    "link": "https://partner.example.com/accounts?uuid=f0e1d2c3-b4a5-4687-8899-aabbccddeeff&tab=<new>#müßig"
  }
}`,
    },
    {
      id: 'gridscale-finalize',
      eventType: 'contract-finalize',
      name: 'Ada fills in her data',
      dataText: `{
  "account": {
    "email": "ada@example.com",
    "name": "Analytical Engines Ltd",
    "uuid": "6d5b8f2e-3f0c-4a7e-9a51-0c7c1d2b9e44"
  },
  "user": {
    "first_name": "Ada",
    "last_name": "Lovelace",
    "phone_number": "+44 20 7946 0000",
    "uuid": "0b9a1f5c-72de-4c0f-8f4e-5a3b6c7d8e9f"
  },
  "panel": {
    "link": "https://partner.example.com/accounts/6d5b8f2e-3f0c-4a7e-9a51-0c7c1d2b9e44"
  }
}`,
    },
    {
      id: 'gridscale-finalize-awkward',
      eventType: 'contract-finalize',
      name: 'Long names, quotes, a line break and an emoji',
      dataText: String.raw`{
  "account": {
    "email": "juergen.von-und-zu-hohenfels-langenberg+contracts.and.invoices@verwaltung.example",
    "name": "Müller & Söhne \"Großhandel\" GmbH & Co. KG,\nAbteilung Einkauf, Beschaffung, Lagerhaltung und Versand für Süd- und Südwestdeutschland 🚚",
    "uuid": "f0e1d2c3-b4a5-4687-8899-aabbccddeeff"
  },
  "user": {
    "first_name": "Jürgen \"Jo\" Maria Ottokar",
    "last_name": "von und zu Hohenfels-O'Neill \\ Łęcki",
    "phone_number": "+49 (0)221 / 12 34-56",
    "uuid": "11111111-2222-4333-8444-555555555555"
  },
  "panel": {
    "link": "https://partner.example.com/accounts?uuid=f0e1d2c3-b4a5-4687-8899-aabbccddeeff&tab=<new>#müßig"
  }
}`,
    },
  ],
  webhook: {
    description: false,
    minimumEvents: 0,
    methods: ['POST'],
    authorization: ['none'],
    headers: null,
    query: null,
    urlHint: 'The URL to which the message will be sent.',
    sourceAddresses: [],
    urlLabel: 'URL',
    nameLabel: 'Name',
  },
  payload: { perEvent: true, templates, layout: 'compact', maximumCharacters: null, invented: false },
  placeholders: [
    describe('account.email', 'Email address', 'Email address of the account.'),
    describe('account.uuid', 'Account uuid', 'UUID of the account.'),
    describe('account.name', 'Account name', 'Name of the account, which is the name of the contract.'),
    describe('user.first_name', 'First name', 'First name of the user.'),
    describe('user.last_name', 'Last name', 'Last name of the user.'),
    describe('user.phone_number', 'Phone number', 'Phone number of the user.'),
    describe('user.uuid', 'User uuid', 'UUID of the user.'),
    describe('panel.link', 'Panel link', 'Link to the account in the partner panel.'),
    describe('webhook.name', 'Webhook', 'Name of this webhook.'),
  ],
  conditionals: false,
  signing: {
    schemeId: 'gridscale',
    channels: ['custom-url'],
    secret: {
      need: 'generated',
      label: 'Secret',
      hint: 'Authenticates the incoming requests at your custom URL. It is made with the webhook.',
    },
    chosenHeader: null,
  },
  delivery: {
    success: '2xx',
    timeoutMs: 30_000,
    retry: createRule('gridscale', 'gridscale', { kind: 'none' }),
    retryChoice: null,
  },
  lifecycle: { initial: 'active', validateEvent: null, test: true },
  statusWords: null,
};
