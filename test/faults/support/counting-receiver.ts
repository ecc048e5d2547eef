import { createHash } from 'node:crypto';
import { type Answer, answerOk, type Received, type Receiver, startReceiver } from '../../engine/support/receiver.ts';
import type { FoundWorkspace } from './inspect.ts';

/** What arrived of one message. */
export interface Arrivals {
  count: number;
  path: string;
  bodies: Set<string>;
}

export interface CountingReceiver extends Receiver {
  /** By the id of the message. */
  arrivals: Map<string, Arrivals>;
}

/**
 * An endpoint that counts what arrives of each message. What comes to `/flaky` fails the first time.
 * @param beforeFailure called before that answer leaves
 */
export async function startCountingReceiver(
  answer: Answer = answerOk,
  beforeFailure = (): void => {},
): Promise<CountingReceiver> {
  const arrivals = new Map<string, Arrivals>();
  const receiver = await startReceiver((response, request, number) => {
    const seen = noteArrival(arrivals, request);
    if (request.url !== '/flaky' || seen.count > 1) return answer(response, request, number);
    beforeFailure();
    response.writeHead(503);
    response.end();
  });
  return { ...receiver, arrivals };
}

function noteArrival(arrivals: Map<string, Arrivals>, request: Received): Arrivals {
  const id = request.headers.get('webhook-id') ?? '';
  const seen = arrivals.get(id) ?? { count: 0, path: request.url, bodies: new Set() };
  seen.count += 1;
  seen.bodies.add(createHash('sha256').update(request.body).digest('hex'));
  arrivals.set(id, seen);
  return seen;
}

/** Compares what arrived with what the workspace knows of it, and says what breaks a promise. */
export function findBrokenPromises(arrivals: ReadonlyMap<string, Arrivals>, { deliveries }: FoundWorkspace): string[] {
  const broken: string[] = [];
  for (const [id, { count, path, bodies }] of arrivals) {
    const delivery = deliveries.get(id);
    if (delivery === undefined || count > delivery.attempts) {
      broken.push(`${id} arrived ${count} times, and ${delivery?.attempts ?? 0} attempts are known`);
      continue;
    }
    if (bodies.size > 1) broken.push(`${id} arrived with ${bodies.size} bodies`);
    // Each crash may cost one more; the path that fails at first costs one by its rule.
    const most = path === '/once' ? 1 : delivery.unknown + (path === '/flaky' ? 2 : 1);
    if (count > most)
      broken.push(`${id} arrived at ${path} ${count} times, and ${delivery.unknown} outcomes are unknown`);
  }
  return broken;
}
