import { useEffect, useRef, useState } from 'react';
import type { FieldIssue } from '../../../src-preload/contract/errors.ts';
import type { Recognition } from '../../../src-preload/contract/recognition.ts';
import { toClientError } from '../../client/client-error.ts';
import { type RecognitionQuestion, startRecognition } from '../../stores/recognition.ts';

interface State {
  found: Recognition | null;
  isBusy: boolean;
  /** At the fields of the dialog. */
  issues: readonly FieldIssue[];
  /** Where it belongs to no field. */
  problem: string | null;
}

const nothing: State = { found: null, isBusy: false, issues: [], problem: null };

/** Asks which scheme signed a request, one question at a time; an answer that a newer question overtook is dropped. */
export function useRecognition() {
  const [state, setState] = useState<State>(nothing);
  const running = useRef<{ stop: () => void } | null>(null);

  function cancel(): void {
    running.current?.stop();
    running.current = null;
    setState((before) => ({ ...before, isBusy: false }));
  }

  async function ask(question: RecognitionQuestion): Promise<void> {
    running.current?.stop();
    const run = startRecognition(question);
    running.current = run;
    setState((before) => ({ ...before, isBusy: true, issues: [], problem: null }));
    try {
      const found = await run.answer;
      if (running.current === run) setState({ ...nothing, found });
    } catch (thrown) {
      if (running.current !== run) return;
      const { message, detail } = toClientError(thrown);
      const issues = detail.issues ?? [];
      setState({ ...nothing, issues, problem: issues.length === 0 ? message : null });
    }
    if (running.current === run) running.current = null;
  }

  useEffect(() => () => running.current?.stop(), []);
  return { ...state, ask, cancel };
}
