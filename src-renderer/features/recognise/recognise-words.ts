import type { RecognisedScheme } from '../../../src-preload/contract/recognition.ts';
import type { Tone } from '../../ui/status.tsx';

/** How sure it is, in a word. */
export function describeCertainty({ proof, certainty }: RecognisedScheme): { tone: Tone; words: string } {
  if (proof !== null) return { tone: 'success', words: 'proved' };
  if (certainty === 'distinctive') return { tone: 'info', words: 'likely' };
  return certainty === 'shared' ? { tone: 'unknown', words: 'possible' } : { tone: 'idle', words: 'unlikely' };
}

/** A scheme as text, to be pasted elsewhere. */
export function writeScheme(scheme: RecognisedScheme): string {
  const { name, schemeId, place, senders, reasons, proof } = scheme;
  const also = senders.length === 0 ? [] : [`Also used by ${senders.join(', ')}.`];
  const lines = [
    `${name} (${schemeId}), signature in ${place}`,
    ...(proof ? [proof.message] : []),
    ...reasons,
    ...also,
  ];
  return lines.join('\n');
}
