import { z } from 'zod';
import type { DeliveryPolicy } from '../compose/delivery-policy.ts';
import type { RequestPlan } from '../compose/types.ts';
import { EngineError } from '../errors.ts';
import type { StoredRequest } from '../store/delivery-repository.ts';
import { packParts, redactBody, unpackParts } from './exact-parts.ts';
import { type FirstRule, fromFirstRule } from './first-rule.ts';
import type { SecretGuard } from './ports.ts';

/** What a delivery is made from and how it is carried out, in memory. */
export interface DeliveryJob {
  plan: RequestPlan;
  policy: DeliveryPolicy;
  body: Buffer | null;
}

type FirstPolicy = Omit<DeliveryPolicy, 'retry'> & { retry: FirstRule };

const storedSchema = z.discriminatedUnion('version', [
  z.object({ version: z.literal(1), plan: z.custom<RequestPlan>(), policy: z.custom<FirstPolicy>() }),
  z.object({ version: z.literal(2), plan: z.custom<RequestPlan>(), policy: z.custom<DeliveryPolicy>() }),
]);

const contextOf = (deliveryId: string): string => `delivery ${deliveryId}`;

/**
 * The job as it is stored. Where a live secret is in it, what is readable is redacted and the original sealed.
 * @throws EngineError `vault-locked`, `vault-undecided` when it must be sealed and cannot be: it could never be sent again.
 */
export function storeJob(job: DeliveryJob, deliveryId: string, guard: SecretGuard): StoredRequest {
  const plan = writePlan(job);
  const redacted = redactPlan(job.plan, guard);
  const body = job.body === null ? { body: null, changed: false } : redactBody(guard, job.body);
  if (redacted === job.plan && !body.changed) return { plan, body: job.body, sealed: null };
  const sealed = guard.seal(packParts({ head: plan, body: job.body }), contextOf(deliveryId));
  return { plan: writePlan({ ...job, plan: redacted }), body: body.body, sealed };
}

/** @throws EngineError `vault-locked`, `vault-undecided`, `secret-locked` where the original cannot be opened. */
export function readJob(stored: StoredRequest, deliveryId: string, guard: SecretGuard): DeliveryJob {
  if (stored.sealed === null) return { ...parsePlan(stored.plan), body: stored.body };
  const { head, body } = unpackParts(guard.open(stored.sealed, contextOf(deliveryId)));
  return { ...parsePlan(String(head)), body };
}

/** The part that says how, which is never sealed. */
export function readPolicy(stored: Pick<StoredRequest, 'plan'>): DeliveryPolicy {
  return parsePlan(stored.plan).policy;
}

/** What is readable of the plan without a key; secrets in it are redacted. */
export function readPlan(stored: Pick<StoredRequest, 'plan'>): RequestPlan {
  return parsePlan(stored.plan).plan;
}

function writePlan({ plan, policy }: Pick<DeliveryJob, 'plan' | 'policy'>): string {
  return JSON.stringify({ version: 2, plan, policy });
}

function parsePlan(text: string): Pick<DeliveryJob, 'plan' | 'policy'> {
  const { success, data } = storedSchema.safeParse(JSON.parse(text));
  if (!success) {
    throw new EngineError('database-damaged', 'What this delivery is made from cannot be read. Send the event again.');
  }
  if (data.version === 2) return { plan: data.plan, policy: data.policy };
  return { plan: data.plan, policy: { ...data.policy, retry: fromFirstRule(data.policy.retry) } };
}

/** @returns the very plan that was given where nothing had to be hidden. */
function redactPlan(plan: RequestPlan, guard: SecretGuard): RequestPlan {
  const url = guard.redactUrl(plan.url);
  const target = plan.target === undefined ? undefined : guard.redactUrl(plan.target);
  const pairs = guard.redactHeaders(plan.headers.map(({ name, value }) => [name, value]));
  const headers = plan.headers.map((header, index) => ({ ...header, value: pairs[index]?.[1] ?? '' }));
  const same =
    url === plan.url && target === plan.target && plan.headers.every(({ value }, index) => value === pairs[index]?.[1]);
  return same ? plan : { ...plan, url, ...(target === undefined ? {} : { target }), headers };
}
