import { vi } from 'vitest';
import type { ErrorData } from '../../../src-preload/contract/errors.ts';
import type { EngineEvent } from '../../../src-preload/contract/events.ts';
import type { MethodName, Params, Result } from '../../../src-preload/contract/methods.ts';

type Handlers = { [Name in MethodName]?: (params: Params<Name>) => Result<Name> | Promise<Result<Name>> };

export interface FakeBridge {
  /** Every call that was made, in order. */
  calls: { name: MethodName; params: unknown }[];
  /** The parameters of the calls to one method. */
  callsTo<Name extends MethodName>(name: Name): Params<Name>[];
  answer(handlers: Handlers): void;
  emit(...events: EngineEvent[]): void;
}

/** Thrown by a handler to answer with an error, the way the engine does. */
export class Refusal extends Error {
  readonly data: ErrorData;
  constructor(data: ErrorData) {
    super(data.message);
    this.data = data;
  }
}

/** Puts a bridge on `window` whose other end is the test. A method without a handler answers `not-found`. */
export function installBridge(handlers: Handlers = {}): FakeBridge {
  const calls: FakeBridge['calls'] = [];
  const listeners = new Set<(events: unknown) => void>();
  const table: Record<string, ((params: never) => unknown) | undefined> = { ...handlers };
  const hookwright = {
    async call(name: MethodName, params: unknown) {
      calls.push({ name, params });
      const handler = table[name];
      if (handler === undefined) {
        return { ok: false, error: { code: 'not-found', message: `no answer to ${name}`, detail: {} } };
      }
      try {
        return { ok: true, value: await handler(params as never) };
      } catch (thrown) {
        if (thrown instanceof Refusal) return { ok: false, error: thrown.data };
        throw thrown;
      }
    },
    on(listener: (events: unknown) => void) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
  vi.stubGlobal('window', { hookwright });
  return {
    calls,
    callsTo: (name) => calls.filter((each) => each.name === name).map((each) => each.params as never),
    answer: (more) => void Object.assign(table, more),
    emit: (...events) => {
      for (const listener of listeners) listener(events);
    },
  };
}
