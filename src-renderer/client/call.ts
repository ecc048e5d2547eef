import type { Answer } from '../../src-preload/contract/errors.ts';
import type { MethodName, Params, Result } from '../../src-preload/contract/methods.ts';
import { getBridge } from './bridge.ts';
import { ClientError } from './client-error.ts';

function isAnswer(value: unknown): value is Answer<unknown> {
  return typeof value === 'object' && value !== null && 'ok' in value && typeof value.ok === 'boolean';
}

/**
 * Calls a method of the engine or the shell and gives its result.
 * Throws ClientError with the code, the message for a person and the detail that crossed the boundary.
 */
export async function call<Name extends MethodName>(name: Name, params: Params<Name>): Promise<Result<Name>> {
  const answer = await getBridge().call(name, params);
  if (!isAnswer(answer)) {
    throw new ClientError({
      code: 'internal',
      message: `Hookwright answered “${name}” with something unreadable. Restart the app.`,
      detail: {},
    });
  }
  if (!answer.ok) throw new ClientError(answer.error);
  // The method map types both ends of the bridge, so the result of this name has this type.
  return ('json' in answer ? JSON.parse(answer.json) : answer.value) as Result<Name>;
}
