import type { RecognisedScheme } from '../../../src-preload/contract/recognition.ts';

/** What was found, in a sentence. @param secrets null where none was to be tried */
export function describeOutcome(
  schemes: readonly RecognisedScheme[],
  secrets: { count: number; tried: number } | null,
): string {
  const [first] = schemes;
  if (first === undefined) return 'No known scheme fits this request: no header of it is one that a scheme writes.';
  const proved = schemes.filter(({ proof }) => proof !== null);
  if (proved.length === 1) return `It is signed by the scheme of ${nameAll(proved)}.`;
  if (proved.length > 1) {
    return `It is signed by the schemes of ${nameAll(proved)}: for this request they are the same.`;
  }
  return `${describeGuess(first, schemes)} ${describeTrials(schemes, secrets)}`.trimEnd();
}

function describeGuess(first: RecognisedScheme, schemes: readonly RecognisedScheme[]): string {
  const rivals = schemes.filter(({ certainty }) => certainty !== 'weak');
  if (first.certainty === 'distinctive') return `Looks like the signature of ${first.name} (${first.place}).`;
  if (rivals.length > 1) return `${rivals.length} schemes fit: ${nameAll(rivals)}.`;
  if (first.certainty === 'shared') return `May be the signature of ${first.name} (${first.place}).`;
  return `Little speaks for a scheme; ${first.name} comes closest (${first.place}).`;
}

function describeTrials(
  schemes: readonly RecognisedScheme[],
  secrets: { count: number; tried: number } | null,
): string {
  if (secrets === null) return schemes.length > 1 ? 'A secret shows which one it is.' : 'A secret proves it.';
  if (secrets.count === 0) return 'There is no secret in this workspace that could be tried.';
  if (secrets.tried < secrets.count) {
    return `Only ${secrets.tried} of ${secrets.count} secrets were tried in 20 s; none of them proves it.`;
  }
  return secrets.count === 1 ? 'The secret does not prove it.' : `None of ${secrets.count} secrets proves it.`;
}

/** Five names at most. */
function nameAll(schemes: readonly RecognisedScheme[]): string {
  const names = schemes.slice(0, 5).map(({ name }) => name);
  if (schemes.length > 5) return `${names.join(', ')} and ${schemes.length - 5} more`;
  const last = names.pop() ?? '';
  return names.length === 0 ? last : `${names.join(', ')} and ${last}`;
}
