import { type FinishedRequest, finishRequest } from './finish-request.ts';
import { type PlannedRequest, planRequest } from './plan-request.ts';
import type { CompileTemplate } from './template-cache.ts';
import type { AttemptIdentity, ComposeSource, FindProxyLock, ReadSecret } from './types.ts';

export interface Composition {
  planned: PlannedRequest;
  finished: FinishedRequest;
}

/**
 * Webhook, event and secrets to the exact bytes of a request. The preview shows this and nothing else; a delivery keeps the
 * planned part and finishes it anew for each attempt.
 */
export function composeRequest(
  source: ComposeSource,
  identity: AttemptIdentity,
  readSecret: ReadSecret,
  compile: CompileTemplate,
  findProxyLock?: FindProxyLock,
): Composition {
  const planned = planRequest(source, identity.timestampMs, compile);
  const finished = finishRequest(planned.plan, planned.body?.bytes ?? null, identity, readSecret, findProxyLock);
  return { planned, finished };
}
