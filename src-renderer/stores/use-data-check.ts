import { useEffect, useState } from 'react';
import type { Diagnostic, TextEdit } from '../../src-preload/contract/template.ts';
import { call } from '../client/call.ts';

const PAUSE_MS = 150;
const NONE: readonly Diagnostic[] = [];

/**
 * What the engine finds wrong with JSON that is typed, after each pause in typing; empty while the answer is for an older text.
 * `event`: it is the data of an event; `named`: whose keys are the placeholders. Null asks nothing.
 */
export function useDataCheck(text: string | null, event: boolean, named = false): readonly Diagnostic[] {
  const [found, setFound] = useState<{ text: string; diagnostics: readonly Diagnostic[] } | null>(null);
  useEffect(() => {
    if (text === null) return;
    let overtaken = false;
    const timer = setTimeout(() => {
      call('template.checkData', { text, event, named }).then(
        (diagnostics) => {
          if (!overtaken) setFound({ text, diagnostics });
        },
        // What cannot be checked is still refused, with the reason, where it is used.
        () => undefined,
      );
    }, PAUSE_MS);
    return () => {
      overtaken = true;
      clearTimeout(timer);
    };
  }, [text, event, named]);
  return found !== null && found.text === text ? found.diagnostics : NONE;
}

/** The text with the edits, which do not overlap. */
export function applyEdits(text: string, edits: readonly TextEdit[]): string {
  return [...edits]
    .sort((one, other) => other.range.start - one.range.start)
    .reduce((now, { range, text: piece }) => now.slice(0, range.start) + piece + now.slice(range.end), text);
}
