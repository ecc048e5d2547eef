import type { MethodName, Params, Result } from '../../src-preload/contract/methods.ts';
import { call } from './call.ts';
import { ClientError } from './client-error.ts';

export interface LatestCall<Name extends MethodName> {
  /** Calls; rejects with code `cancelled` when a later run or a cancel has overtaken it. */
  run(params: Params<Name>): Promise<Result<Name>>;
  /** Whatever is under way will be dropped when it arrives. */
  cancel(): void;
}

function overtaken(): ClientError {
  return new ClientError({ code: 'cancelled', message: 'A newer request has taken its place.', detail: {} });
}

/**
 * Runs one method so that only the answer to the newest question counts: each run has a version, and an answer or
 * an error of an older version is dropped. Use one per place that shows the answer.
 */
export function createLatest<Name extends MethodName>(name: Name): LatestCall<Name> {
  let version = 0;
  return {
    async run(params) {
      version += 1;
      const mine = version;
      try {
        const result = await call(name, params);
        if (mine !== version) throw overtaken();
        return result;
      } catch (thrown) {
        if (mine !== version) throw overtaken();
        throw thrown;
      }
    },
    cancel() {
      version += 1;
    },
  };
}
