import type { FieldIssue } from '../../../src-preload/contract/errors.ts';
import {
  type EngineMethodName,
  engineMethods,
  type Params,
  type Result,
} from '../../../src-preload/contract/methods.ts';
import { EngineError, toErrorData } from '../errors.ts';
import type { Handlers } from './types.ts';

const MOST_ISSUES = 20;

/**
 * Answers one call: name, then schema, then the handler. Whatever else is thrown becomes `internal` and tells nothing of
 * the inside; the original is its cause.
 * @param translate makes an error of the disk one for a person
 * @throws EngineError
 */
export async function answerCall<Name extends EngineMethodName>(
  handlers: Handlers,
  name: Name,
  params: unknown,
  translate: (error: unknown) => unknown,
): Promise<Result<Name>> {
  if (!Object.hasOwn(engineMethods, name)) throw new EngineError('bad-request', 'There is no such method.');
  const parsed = parseParams(name, params);
  try {
    return await handlers[name](parsed);
  } catch (error) {
    throw toEngineError(translate(error));
  }
}

function parseParams<Name extends EngineMethodName>(name: Name, params: unknown): Params<Name> {
  const parsed = engineMethods[name].params.safeParse(params);
  // The schema of this very name made it, which no type of a name that is not known yet can say.
  if (parsed.success) return parsed.data as Params<Name>;
  const issues = parsed.error.issues
    .slice(0, MOST_ISSUES)
    .map(
      (issue): FieldIssue => ({ path: issue.path.join('.').slice(0, 200), message: issue.message, severity: 'error' }),
    );
  throw new EngineError('bad-request', `The parameters of ${name} do not fit.`, { issues });
}

function toEngineError(error: unknown): EngineError {
  if (error instanceof EngineError) return error;
  const { code, message } = toErrorData(error);
  return new EngineError(code, message, {}, { cause: error });
}
