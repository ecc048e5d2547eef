import { createCallGate, limitCallBytes, tooManyCalls } from '../../src-preload/contract/call-limits.ts';
import type { Answer, FieldIssue } from '../../src-preload/contract/errors.ts';
import { type MethodName, methods } from '../../src-preload/contract/methods.ts';
import { measurePlainData, PlainDataFault } from '../../src-preload/contract/plain-data.ts';
import { EngineError, toErrorData } from '../engine/errors.ts';
import { isTrustedSender, type SenderEvent, type TrustedSender } from './sender.ts';

const MAXIMUM_ISSUES = 20;
/** In characters of JSON; below it, objects cross the bridge as fast as their text would. */
const LARGE_VALUE = 8192;

/**
 * Carries out a call whose sender, size and schema were checked: `params` is what the schema of `name` gives. Throws EngineError
 * for what is to be told.
 */
export type RunCall = (name: MethodName, params: unknown) => Promise<unknown>;

export interface CallAnswererOptions {
  readonly trusted: TrustedSender;
  readonly run: RunCall;
  isClosing(): boolean;
  /** Told of errors that are ours, which the window learns nothing about but that they happened. */
  onInternalError(error: unknown, method: MethodName): void;
}

/**
 * The one gate between a page and everything behind it: sender, then size, then schema, then meaning. Answers data always and
 * never throws; what is refused changed nothing.
 */
export function createCallAnswerer(options: CallAnswererOptions) {
  const gate = createCallGate();
  return async (event: SenderEvent, ...words: unknown[]): Promise<Answer<unknown>> => {
    let name: MethodName | null = null;
    let leave: (() => void) | null = null;
    try {
      if (!isTrustedSender(event, options.trusted))
        throw refuse('it does not come from the page of a Hookwright window');
      if (options.isClosing()) throw new EngineError('closing', 'Hookwright is closing.');
      name = readMethodName(words);
      leave = gate.enter(measure(name, words[1]));
      if (leave === null) throw new EngineError('bad-request', tooManyCalls);
      const params = readParams(name, words[1]);
      return packValue(await options.run(name, params));
    } catch (error) {
      const data = toErrorData(error);
      if (data.code === 'internal' && name !== null) options.onInternalError(error, name);
      return { ok: false, error: data };
    } finally {
      leave?.();
    }
  };
}

/** Texts are copied at once wherever they go, so they alone make nothing large. */
function packValue(value: unknown): Answer<unknown> {
  if (typeof value !== 'object' || value === null) return { ok: true, value };
  const json = JSON.stringify(value);
  return json.length < LARGE_VALUE ? { ok: true, value } : { ok: true, json };
}

function readMethodName(words: readonly unknown[]): MethodName {
  const [name] = words;
  if (words.length !== 2) throw refuse('it needs exactly a method and its parameters');
  if (typeof name !== 'string' || !isMethodName(name)) throw refuse('there is no such method');
  return name;
}

function isMethodName(name: string): name is MethodName {
  return Object.hasOwn(methods, name);
}

/** @throws EngineError `bad-request` where the parameters are no plain data, or too large. */
function measure(name: MethodName, value: unknown): number {
  try {
    return measurePlainData(value, limitCallBytes(name), Buffer.byteLength);
  } catch (error) {
    throw error instanceof PlainDataFault ? new EngineError('bad-request', error.message) : error;
  }
}

function readParams(name: MethodName, value: unknown): unknown {
  const parsed = methods[name].params.safeParse(value);
  if (parsed.success) return parsed.data;
  const issues = parsed.error.issues.slice(0, MAXIMUM_ISSUES).map(
    (issue): FieldIssue => ({
      path: issue.path.join('.').slice(0, 200),
      message: issue.message.slice(0, 500),
      severity: 'error',
    }),
  );
  throw new EngineError('bad-request', `The parameters of ${name} do not fit.`, { issues });
}

function refuse(because: string): EngineError {
  return new EngineError('bad-request', `The call was refused, because ${because}.`);
}
