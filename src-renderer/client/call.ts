import type { Answer } from '../../src-preload/contract/errors.ts';
import type { MethodName, Params, Result } from '../../src-preload/contract/methods.ts';
import { getBridge } from './bridge.ts';
import { ClientError } from './client-error.ts';

function isAnswer(value: unknown): value is Answer<unknown> {
  return typeof value === 'object' && value !== null && 'ok' in value && typeof value.ok === 'boolean';
}

type Listener = (subject: string) => void;

const listeners = new Set<Listener>();

/** Calls back with the subject of each call that succeeds. Gives the function that stops it. */
export function onSuccess(listener: Listener): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

/** What a call is about, to tell a later success from another matter: the method and the thing that its parameters name. */
function toSubject(name: MethodName, params: object): string {
  const { draft, id, webhookId, providerId } = params as Record<string, unknown>;
  const drafted = typeof draft === 'object' && draft !== null && 'id' in draft ? draft.id : undefined;
  const about = drafted ?? id ?? webhookId ?? providerId;
  return typeof about === 'string' ? `${name} ${about}` : name;
}

/**
 * Calls a method of the engine or the shell and gives its result.
 * Throws ClientError with the code, the message for a person and the detail that crossed the boundary.
 */
export async function call<Name extends MethodName>(name: Name, params: Params<Name>): Promise<Result<Name>> {
  const answer = await getBridge().call(name, params);
  const subject = toSubject(name, params);
  if (!isAnswer(answer)) {
    const message = `Hookwright answered “${name}” with something unreadable. Restart the app.`;
    throw new ClientError({ code: 'internal', message, detail: {} }, subject);
  }
  if (!answer.ok) throw new ClientError(answer.error, subject);
  for (const listener of listeners) listener(subject);
  // The method map types both ends of the bridge, so the result of this name has this type.
  return ('json' in answer ? JSON.parse(answer.json) : answer.value) as Result<Name>;
}
