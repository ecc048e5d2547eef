import { useEffect, useState } from 'react';
import type { TemplateContext } from '../../../src-preload/contract/template.ts';
import { toClientError } from '../../client/client-error.ts';

export interface CheckState<Value> {
  /** The newest answer there is; stays while the next one is on its way. */
  result: Value | null;
  error: string | null;
}

/**
 * Runs a check over the whole template after a pause in typing, and drops answers that come too late. A null context
 * runs nothing and forgets the result. `ask` must stay the same function.
 */
export function useTemplateCheck<Value>(
  ask: (context: TemplateContext) => Promise<Value>,
  context: TemplateContext | null,
  pauseMs: number,
): CheckState<Value> {
  const [state, setState] = useState<CheckState<Value>>({ result: null, error: null });
  useEffect(() => {
    if (context === null) {
      setState({ result: null, error: null });
      return;
    }
    let overtaken = false;
    const timer = setTimeout(() => {
      ask(context).then(
        (result) => {
          if (!overtaken) setState({ result, error: null });
        },
        (thrown: unknown) => {
          if (!overtaken) setState((before) => ({ ...before, error: toClientError(thrown).message }));
        },
      );
    }, pauseMs);
    return () => {
      overtaken = true;
      clearTimeout(timer);
    };
  }, [ask, context, pauseMs]);
  return state;
}
