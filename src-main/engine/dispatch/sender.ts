import type { ComposeInput, Preview } from '../../../src-preload/contract/compose.ts';
import type { Delivery, DeliveryKind } from '../../../src-preload/contract/delivery.ts';
import type { Webhook } from '../../../src-preload/contract/webhook.ts';
import type { Clock } from '../clock.ts';
import { type Composition, composeRequest } from '../compose/compose-request.ts';
import { decidePolicy } from '../compose/delivery-policy.ts';
import { describeDeactivation } from '../compose/describe-deactivation.ts';
import { findFeatureOff } from '../compose/feature-switch.ts';
import { judgeSending } from '../compose/judge-sending.ts';
import type { WebhookDirectory } from '../compose/ports.ts';
import { previewOf } from '../compose/preview.ts';
import { createTemplateCache } from '../compose/template-cache.ts';
import type { ComposeSource, FindProxyLock, ReadSecret } from '../compose/types.ts';
import { EngineError } from '../errors.ts';
import { createMissingProviderError } from '../providers/missing-provider.ts';
import type { Random } from '../random.ts';
import { createDeliveryIds } from './delivery-id.ts';
import type { Dispatcher, Submission } from './dispatcher.ts';
import type { FreshRequest } from './dispatcher-parts.ts';
import type { DeliveryJob } from './stored-request.ts';

export interface SenderParts {
  webhooks: WebhookDirectory;
  findProxyLock: FindProxyLock;
  dispatcher: Pick<Dispatcher, 'submit' | 'submitAndWait'>;
  clock: Clock;
  random: Random;
}

export interface SendOrder extends ComposeInput {
  kind: DeliveryKind;
  /** Ids of the confirmations that were given. */
  confirmed: readonly string[];
}

type Target = ComposeSource & { webhook: Webhook };

/** From a webhook and an event to a preview or a delivery; both are the same composed request. */
export function createSender({ webhooks, findProxyLock, dispatcher, clock, random }: SenderParts) {
  const compile = createTemplateCache();
  const createId = createDeliveryIds(random);
  // One for all previews of a run, so that a preview does not change while nobody types.
  const previewId = createId(clock.now());

  function findTarget({ draft, eventType, dataText }: ComposeInput): Target {
    const webhook = webhooks.find(draft.id);
    if (webhook === null) throw new EngineError('not-found', 'This webhook does not exist any more.');
    const state = webhooks.provider(webhook.providerId);
    if (state === null) {
      throw createMissingProviderError(webhook.providerId);
    }
    const language = webhooks.dataLanguage(webhook.providerId, eventType);
    const { provider, eventTypes } = state;
    return { provider, eventTypes, draft, eventType, dataText, webhook, ...(language === null ? {} : { language }) };
  }

  function compose(target: Target, id: string, timestampMs: number): Composition {
    const identity = { id, timestampMs };
    const readSecret: ReadSecret = (field) => webhooks.readSecret(target.webhook.id, field);
    return composeRequest(target, identity, readSecret, compile, findProxyLock);
  }

  function prepare(order: SendOrder): { submission: Submission; job: DeliveryJob; fresh: FreshRequest } {
    const target = findTarget(order);
    if (order.kind === 'event') {
      refuseInactive(webhooks, target.webhook);
      refuseNotValidated(target);
    }
    const now = clock.now();
    const id = createId(now);
    const composition = compose(target, id, now);
    requireSendable(composition, target, order.confirmed, webhooks);
    const { plan, body } = composition.planned;
    const { draft, webhook } = target;
    const allowLinkLocal = composition.planned.endpoint.ok && composition.planned.endpoint.endpoint.needsConfirmation;
    return {
      submission: {
        id,
        webhookId: webhook.id,
        webhookName: draft.name,
        providerId: webhook.providerId,
        eventType: order.eventType,
        channel: draft.channel,
        kind: order.kind,
        createdAt: now,
        replayOf: null,
      },
      fresh: { finished: composition.finished, at: now },
      job: {
        plan: { ...plan, allowLinkLocal },
        policy: decidePolicy(target.provider, draft),
        body: body?.bytes ?? null,
      },
    };
  }

  return {
    /** What would be sent now. @throws EngineError `not-found` */
    preview(input: ComposeInput): Preview {
      const target = findTarget(input);
      return previewOf(compose(target, previewId, clock.now()), webhooks.validateDraft(target.draft, target.webhook));
    },
    /**
     * Sends what the preview shows. Answers when the delivery is durable.
     * @throws EngineError `invalid`, `confirm`, `refused`, `secret-locked`, `not-found` and those of `Dispatcher.submit`
     */
    async send(order: SendOrder): Promise<Delivery> {
      const { submission, job, fresh } = prepare(order);
      return dispatcher.submit(submission, job, { fresh });
    },
    /**
     * Sends the event by which the provider checks an endpoint, to the webhook as it is saved. Answers when the exchange is over.
     * @throws EngineError `refused` where the provider has no such event, and those of `send`
     */
    async validate(webhookId: string, confirmed: readonly string[] = []): Promise<Delivery> {
      const webhook = webhooks.find(webhookId);
      if (webhook === null) throw new EngineError('not-found', 'This webhook does not exist any more.');
      const provider = webhooks.provider(webhook.providerId)?.provider;
      const eventType = provider?.lifecycle.validateEvent ?? null;
      if (eventType === null) throw new EngineError('refused', 'This service does not validate its webhooks.');
      const { submission, job } = prepare({
        draft: webhook,
        eventType,
        // The service's own request is the shipped sample of that event, whatever the workspace made of it.
        dataText: provider?.samples.find((sample) => sample.eventType === eventType)?.dataText ?? '{}',
        kind: 'validate',
        confirmed,
      });
      return dispatcher.submitAndWait(submission, job);
    },
  };
}

function refuseInactive(webhooks: WebhookDirectory, webhook: Webhook): void {
  const state = webhooks.provider(webhook.providerId);
  const off = state && findFeatureOff(state);
  if (off !== null) {
    throw new EngineError(
      'refused',
      `“${off}” is switched off in the settings of ${state?.provider.name}. Switch it on.`,
    );
  }
  if (webhook.status === 'active') return;
  const how = webhook.status === 'deactivated' ? describeDeactivation(webhook) : 'is not active';
  throw new EngineError(
    'refused',
    `“${webhook.name}” ${how}, so its events are not sent. Activate it, or send a test.`,
  );
}

/** Where endpoints are validated, events go to the validated one alone, whatever is typed and not saved yet. */
function refuseNotValidated({ draft, webhook, provider }: Target): void {
  if (provider.lifecycle.validateEvent === null || draft.url === webhook.url) return;
  throw new EngineError(
    'refused',
    `${provider.name} sends events only to an address that was validated, and this one is not saved yet. Save and validate it first, or send a test.`,
  );
}

function requireSendable(
  composition: Composition,
  { draft, webhook }: Target,
  confirmed: readonly string[],
  webhooks: WebhookDirectory,
): void {
  const issues = webhooks.validateDraft(draft, webhook);
  const { blockers, confirmations } = judgeSending(composition, issues);
  const locked = composition.finished.problems.find((problem) => problem.locked);
  if (locked !== undefined) throw new EngineError('secret-locked', locked.message);
  const [blocker] = blockers;
  if (blocker !== undefined) {
    throw new EngineError('invalid', blocker, { issues: issues.filter(({ severity }) => severity === 'error') });
  }
  const open = confirmations.filter(({ id }) => !confirmed.includes(id));
  if (open.length > 0) {
    throw new EngineError('confirm', open.map(({ message }) => message).join(' '), { confirmations: open });
  }
}
