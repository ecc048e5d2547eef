import type { ImportItem } from '../../../src-preload/contract/imports.ts';
import type { Tone } from '../../ui/status.tsx';

/** The outcome of a request, as its source states it. */
export function describeItem({ problem, outcome, status }: ImportItem): { tone: Tone; words: string } {
  if (problem !== null) return { tone: 'failure', words: 'cannot be imported' };
  const code = status === null ? '' : `${status} `;
  if (outcome === 'success') return { tone: 'success', words: `${code}delivered` };
  return outcome === 'failure' ? { tone: 'failure', words: `${code}failed` } : { tone: 'unknown', words: 'unknown' };
}
