import type { ComposeInput, Preview } from '../../../src-preload/contract/compose.ts';
import type { CalledWebhook, FirePlan, NotCalledReason, NotCalledWebhook } from '../../../src-preload/contract/fire.ts';
import type { Scope, Webhook } from '../../../src-preload/contract/webhook.ts';
import { describeDeactivation } from '../compose/describe-deactivation.ts';
import { findFeatureOff } from '../compose/feature-switch.ts';
import type { WebhookDirectory } from '../compose/ports.ts';
import { EngineError } from '../errors.ts';
import { parseEventData } from '../template/index.ts';
import { describeScope } from './describe-scope.ts';
import { listHearers, listPlacedNames, placeInData } from './event-source.ts';
import { refuseField } from './issues.ts';
import type { ProviderInUse } from './provider-states.ts';
import { describePlace } from './sample-file.ts';
import { findScopeProblem, isSameScope } from './scope-rules.ts';

/** One event that is to happen. */
export interface Occurrence {
  providerId: string;
  eventType: string;
  source: Scope;
  dataText: string;
}

export interface FirePlanParts {
  webhooks: Pick<WebhookDirectory, 'list' | 'provider'>;
  /** What would be sent, and whether it can be. */
  preview(input: ComposeInput): Preview;
}

/**
 * Which webhooks an event calls, wider scopes first, and which not and why.
 * @throws EngineError `not-found` for the provider, `invalid` for the event, its source or its data
 */
export function planFire({ webhooks, preview }: FirePlanParts, occurrence: Occurrence): FirePlan {
  const { providerId, eventType, source, dataText } = occurrence;
  const state = webhooks.provider(providerId);
  if (state === null)
    throw new EngineError('not-found', `There is no provider “${providerId}”.`, { subject: providerId });
  const event = state.eventTypes.find(({ id }) => id === eventType);
  if (event === undefined) refuseField('eventType', `${state.provider.name} has no such event. Choose another one.`);
  if (event.internal) refuseField('eventType', `${state.provider.name} sends “${event.label}” by itself alone.`);
  const sourceProblem = findScopeProblem(state.provider, state.settings, source);
  if (sourceProblem !== null) refuseField('source', sourceProblem);
  const data = parseEventData(dataText);
  if (!data.ok) refuseField('dataText', `${data.message} (${describePlace(dataText, data.offset)})`);

  const hearers = listHearers(state.provider, source);
  const placed = listPlacedNames(state.provider, source);
  const there = { ...occurrence, dataText: placeInData(dataText, placed) };
  const plan: FirePlan = { placed, called: [], notCalled: [] };
  for (const webhook of sortByScope(state, webhooks.list())) {
    const refusal = findRefusal(state, webhook, event.label, eventType, hearers);
    const called = refusal ?? inspect(webhook, there, preview);
    if ('reason' in called) plan.notCalled.push(called);
    else plan.called.push(called);
  }
  return plan;
}

function sortByScope({ provider }: ProviderInUse, all: readonly Webhook[]): Webhook[] {
  const rank = ({ scope }: Webhook): number => provider.scopes.findIndex(({ id }) => id === scope.id);
  return all.filter(({ providerId }) => providerId === provider.id).sort((one, other) => rank(one) - rank(other));
}

/** Where several reasons hold, the one that a person has to deal with first. */
function findRefusal(
  state: ProviderInUse,
  webhook: Webhook,
  eventLabel: string,
  eventType: string,
  hearers: readonly Scope[],
): NotCalledWebhook | null {
  const { provider } = state;
  const because = (reason: NotCalledReason, message: string) => ({ ...toCandidate(webhook), reason, message });
  if (!hearers.some((scope) => isSameScope(scope, webhook.scope))) {
    return because('other-scope', `It belongs to ${describeScope(state, webhook.scope)}, where this does not happen.`);
  }
  if (!webhook.events.includes(eventType)) {
    return because('not-subscribed', `It is not subscribed to ${eventLabel}. Choose the event in its settings.`);
  }
  const off = findFeatureOff(state);
  if (off !== null) {
    return because('feature-off', `“${off}” is off in the settings of ${provider.name}. Switch it on.`);
  }
  if (webhook.status === 'deactivated') {
    return because('deactivated', `It ${describeDeactivation(webhook)}. Activate it by hand.`);
  }
  if (webhook.status === 'active') return null;
  if (provider.lifecycle.validateEvent !== null && webhook.validatedAt === null) {
    return because('not-validated', 'It is inactive. Validate it, then activate it.');
  }
  return because('inactive', 'It is inactive. Activate it.');
}

function inspect(
  webhook: Webhook,
  { eventType, dataText }: Occurrence,
  preview: FirePlanParts['preview'],
): CalledWebhook | NotCalledWebhook {
  const { method, url, blockers, confirmations } = preview({ draft: webhook, eventType, dataText });
  const [blocker] = blockers;
  if (blocker !== undefined) return { ...toCandidate(webhook), reason: 'cannot-be-sent', message: blocker };
  return {
    ...toCandidate(webhook),
    method,
    url,
    unsaved: webhook.unsaved !== null,
    confirmations: confirmations.map(({ id, message }) => ({
      id: toConfirmationId(webhook.id, id),
      message: `“${webhook.name}”: ${message}`,
    })),
  };
}

/** The same thing may need a yes for several webhooks; each is its own. */
export function toConfirmationId(webhookId: string, id: string): string {
  return `${webhookId} ${id}`;
}

function toCandidate({ id, name, scope, channel }: Webhook): Omit<NotCalledWebhook, 'reason' | 'message'> {
  return { webhookId: id, name, scope, channel };
}
