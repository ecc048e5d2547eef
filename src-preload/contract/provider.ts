import { z } from 'zod';
import { answers } from './define.ts';
import type { NameValue } from './name-value.ts';
import type { RetryRule, SuccessRule } from './retry.ts';
import type { SigningScheme } from './signing.ts';
import type { Insertion, PlaceholderSpec } from './template.ts';

export const channelIds = ['custom-url', 'slack', 'discord', 'rocketchat'] as const;
export const channelIdSchema = z.enum(channelIds);
export type ChannelId = z.infer<typeof channelIdSchema>;

export interface ChannelSpec {
  id: ChannelId;
  label: string;
  hint: string;
  /** How a URL for the channel is made, one step after the other; absent where that is up to the owner of the server. */
  urlHelp?: string;
}

export const methodSchema = z.enum(['GET', 'POST', 'PUT', 'DELETE', 'PATCH']);
export type HttpMethod = z.infer<typeof methodSchema>;

/** How the rendered body is laid out: as the template has it, without insignificant space, or as Python's json writes it. */
export const layoutSchema = z.enum(['as-written', 'compact', 'python']);
export type BodyLayout = z.infer<typeof layoutSchema>;

export interface SampleEvent {
  id: string;
  eventType: string;
  name: string;
  /** JSON text of an object, kept as written. */
  dataText: string;
  /** Shipped with the provider; editing one makes the workspace's own copy of it. */
  builtIn: boolean;
  /** Shipped, but the workspace has its own version of it. */
  changed: boolean;
}

export interface EventTypeSpec {
  id: string;
  label: string;
  description: string;
  /** What the request calls it: `incident.created`, `Site Plan Change`. */
  wireName: string;
  /** Sent by the life cycle alone (Casesolved's validate), so it cannot be subscribed to. */
  internal: boolean;
}

/** A field of a provider's settings page. */
export type SettingSpec =
  | { kind: 'switch'; id: string; label: string; hint: string; initial: boolean }
  | {
      kind: 'text';
      id: string;
      label: string;
      hint: string;
      initial: string;
      format: 'email' | 'text';
      enabledBy: string | null;
    }
  | {
      kind: 'choice';
      id: string;
      label: string;
      hint: string;
      initial: string;
      choices: readonly { value: string; label: string }[];
    }
  | {
      kind: 'names';
      id: string;
      label: string;
      hint: string;
      initial: readonly string[];
      enabledBy: string | null;
      /** Each name lies within one of another setting's and is written `Parent / Name`; null: a plain list. */
      within: string | null;
      /** Each name is one of another setting's: it is chosen, not typed. */
      of?: string;
    };

/** Between a parent and a name that lies within it: `Payments / Checkout`. */
export const nameSeparator = ' / ';

export const webhookFieldIds = [
  'name',
  'description',
  'scope',
  'channel',
  'events',
  'url',
  'method',
  'authorization',
  'headers',
  'signing',
  'signatureHeader',
  'send',
  'body',
  'query',
  'retryCount',
  'retryInterval',
  'failureEmail',
  'enabled',
  'history',
  'eventInformation',
  'deliveryDetails',
  'webhookId',
] as const;
export type WebhookFieldId = (typeof webhookFieldIds)[number];

/** What a webhook can belong to. A scope may lie within another: a service belongs to a team. */
export interface ScopeSpec {
  id: string;
  label: string;
  hint: string;
  /** Names of targets the user keeps in the provider's settings (`teams`); null for a scope without targets (Global). */
  targets: string | null;
  parent: string | null;
  /** The placeholder that is the name of the target where an event happens; absent: the data does not say it. */
  dataPath?: string;
  maximumWebhooks: number | null;
  /** Values of the provider's role setting that may create, update and delete here; null: everybody. */
  roles: readonly string[] | null;
}

export interface SecretPolicy {
  /** `generated`: made with the webhook; `required`: the user must give one; `optional`: without one nothing is signed. */
  need: 'generated' | 'required' | 'optional';
  label: string;
  hint: string;
}

/** A well-known event to begin a webhook with: its data is that of the event's sample. */
export interface StartSpec {
  id: string;
  label: string;
  eventType: string;
  /** The scheme of its sender; null: not signed. */
  schemeId: string | null;
  /** What its sender sends along: `X-GitHub-Event: push`. */
  headers: readonly NameValue[];
}

/**
 * A provider: a service that sends webhooks, as data. Adding one takes one file with this shape: in the workspace's folder
 * for own providers, or with a line in the catalogue. `null` means that the service does not have the capability, and the
 * window does not show it.
 */
export interface Provider {
  id: string;
  name: string;
  summary: string;
  /** Where the service's own document stands. */
  source: string;
  /** Decisions of ours where the document is silent, shown as "assumed". */
  assumptions: readonly string[];
  settings: readonly SettingSpec[];
  /** Id of the switch in `settings` that turns all webhooks of the provider on; null: always on. */
  featureSwitch: string | null;
  failureMail: {
    switchSetting: string | null;
    addressSetting: string | null;
    perWebhook: boolean;
    onDeactivation: boolean;
  } | null;
  scopes: readonly ScopeSpec[];
  /** Id of the setting that holds the role of the user at this service. */
  roleSetting: string | null;
  /**
   * Roles that count for some targets alone: role to the id of the `names` setting that lists them. A target counts when
   * it, or what it lies within, is in that list. A role that is not named here counts everywhere.
   */
  roleTargets: Readonly<Record<string, string>>;
  channels: readonly ChannelSpec[];
  eventTypes: readonly EventTypeSpec[];
  /** The user may add event types of their own. */
  customEventTypes: boolean;
  samples: readonly Omit<SampleEvent, 'builtIn' | 'changed'>[];
  /** A new webhook begins with one of these and subscribes to its event alone; absent: it subscribes to every event. */
  starts?: readonly StartSpec[];
  webhook: {
    description: boolean;
    minimumEvents: number;
    methods: readonly HttpMethod[];
    authorization: readonly ('none' | 'basic' | 'api-key' | 'bearer')[];
    headers: { maximum: number } | null;
    query: { maximumCharacters: number | null } | null;
    urlHint: string;
    /** Source addresses to allow in a firewall, shown with a copy button. */
    sourceAddresses: readonly string[];
    urlLabel: string;
    nameLabel: string;
    /** The service's own words for the fields of its form; a field that is not here has the window's words. */
    fields?: Readonly<Partial<Record<WebhookFieldId, { label: string; hint: string }>>>;
  };
  payload: {
    /** One template for each event type (gridscale), or one for all of them (Callgoose). */
    perEvent: boolean;
    /** Default templates: channel, then event type or `*`. */
    templates: Readonly<Partial<Record<ChannelId, Readonly<Record<string, string>>>>>;
    layout: BodyLayout;
    maximumCharacters: number | null;
    /** How the service's document says that values are inserted; absent: it does not say. */
    documentedInsertion?: Insertion;
    /** The payload is a plausible one of ours, because the document gives none. */
    invented: boolean;
  };
  placeholders: readonly PlaceholderSpec[];
  /** What the data of an event holds can be inserted too: its samples say what there is. */
  dataPlaceholders?: true;
  /** The `{{{ if(…) return(…); return(…); }}}` language is available. */
  conditionals: boolean;
  signing: {
    /** One of the shipped schemes, or the id of `scheme`; null: each webhook chooses one of the shipped, or none. */
    schemeId: string | null;
    /** A scheme that no shipped one describes. */
    scheme?: SigningScheme;
    /** Only these channels are signed; null: all. */
    channels: readonly ChannelId[] | null;
    secret: SecretPolicy;
    /** The user switches signing on and names the header (Callgoose). */
    chosenHeader: { label: string; initial: string } | null;
  } | null;
  delivery: {
    success: SuccessRule;
    /** Each webhook may have another one. */
    successChoice?: true;
    timeoutMs: number;
    retry: RetryRule;
    /** The user sets count and interval of its steps within these bounds, in minutes; null: fixed by the service. */
    retryChoice: { count: { min: number; max: number }; intervalMinutes: { min: number; max: number } } | null;
  };
  lifecycle: {
    /** Active as soon as it is saved, or only after a person activates it. */
    initial: 'active' | 'inactive';
    /** The event that a validation sends; activation needs a passed one, and a changed URL takes it back. */
    validateEvent: string | null;
    test: boolean;
  };
  /** What the service calls the outcome: Succeeded, Failed. */
  statusWords: { success: string; failure: string } | null;
}

export interface ProviderState {
  provider: Provider;
  /** Values of `provider.settings`. */
  settings: Record<string, SettingValue>;
  /** Event types, the user's own included. */
  eventTypes: readonly EventTypeSpec[];
  webhookCount: number;
  /** Sent as `User-Agent` by webhooks that have no header of that name. */
  userAgent: string;
  /** Name of the file that brings it; null for a shipped one. */
  file: string | null;
}

export const settingValueSchema = z.union([z.boolean(), z.string().max(2000), z.array(z.string().max(200)).max(500)]);
export type SettingValue = z.infer<typeof settingValueSchema>;

const providerId = z.string().max(64);
const eventType = z.string().min(1).max(200);

export const providerMethods = {
  'providers.list': answers<ProviderState[]>()(z.strictObject({})),
  'providers.saveSettings': answers<ProviderState>()(
    z.strictObject({ providerId, settings: z.record(z.string().max(64), settingValueSchema) }),
  ),
  'providers.addEventType': answers<ProviderState>()(
    z.strictObject({ providerId, wireName: z.string().min(1).max(200), description: z.string().max(2000) }),
  ),
  'providers.removeEventType': answers<ProviderState>()(z.strictObject({ providerId, eventType })),
  'samples.list': answers<SampleEvent[]>()(z.strictObject({ providerId })),
  'samples.save': answers<SampleEvent>()(
    z.strictObject({
      providerId,
      id: z.string().max(64).nullable(),
      eventType,
      name: z.string().min(1).max(200),
      dataText: z.string().max(5_000_000),
    }),
  ),
  /** Removes an own sample, or the workspace's version of a built-in one. */
  'samples.remove': answers<SampleEvent[]>()(z.strictObject({ providerId, id: z.string().max(64) })),
};
