import type { RecognisedScheme } from '../../../../src-preload/contract/recognition.ts';
import type { SchemeChoice, SigningScheme } from '../../../../src-preload/contract/signing.ts';
import type { VerifyInput } from '../types.ts';
import { countHeaderUse, type Evidence, listEvidence } from './evidence.ts';

/** A scheme with what the table of senders says of it. */
export interface KnownScheme {
  scheme: SigningScheme;
  senders: SchemeChoice['senders'];
  /** The provider in whose file it is; absent for one that any webhook can choose. */
  provider?: { id: string; name: string };
}

/** A scheme that fits, as it is shown, with what is needed to prove it. */
export interface Candidate extends Evidence {
  shown: RecognisedScheme;
}

const confidences: readonly SigningScheme['confidence'][] = ['documented', 'second-hand', 'general', 'assumed'];

/** Every scheme that a request may be signed by, the likeliest first. Needs no secret. */
export function rankSchemes(known: readonly KnownScheme[], input: VerifyInput): Candidate[] {
  const use = countHeaderUse(known.map(({ scheme }) => scheme));
  const words = listWords(input);
  const candidates = known.flatMap((each) =>
    listEvidence(each.scheme, input, use).map((evidence) => addSenders(evidence, each, words)),
  );
  const wellFormed = new Set(
    candidates.filter(({ isWellFormed }) => isWellFormed).map(({ place }) => place.toLowerCase()),
  );
  return (
    candidates
      // Where one scheme fits the value of a header, those that do not are no help.
      .filter(({ isWellFormed, place }) => isWellFormed || !wellFormed.has(place.toLowerCase()))
      .sort(compareCandidates)
  );
}

function compareCandidates(one: Candidate, other: Candidate): number {
  return (
    other.score - one.score ||
    confidences.indexOf(one.scheme.confidence) - confidences.indexOf(other.scheme.confidence) ||
    one.scheme.name.localeCompare(other.scheme.name, 'en')
  );
}

/** A header besides the signature that names a sender, such as User-Agent: Svix-Webhooks, speaks for its scheme. */
function addSenders(
  evidence: Evidence,
  { senders, provider }: Pick<KnownScheme, 'senders' | 'provider'>,
  words: ReadonlyMap<string, string>,
): Candidate {
  const { scheme, place } = evidence;
  const own = findMention(scheme.name, words, place);
  const mentioned = senders.flatMap(({ name }) => {
    const header = findMention(name, words, place);
    return header === null ? [] : [{ name, header }];
  });
  const named = own === null ? mentioned : [{ name: scheme.name, header: own }, ...mentioned];
  const names = mentioned.map(({ name }) => name);
  return {
    ...evidence,
    score: evidence.score + (named.length > 0 ? 8 : 0),
    shown: {
      schemeId: scheme.id,
      name: provider === undefined ? scheme.name : labelWith(provider.name, scheme.name),
      provider: provider ?? null,
      confidence: scheme.confidence,
      place,
      headerName: evidence.headerName,
      senders: [...names, ...senders.map(({ name }) => name).filter((name) => !names.includes(name))],
      certainty: evidence.certainty,
      reasons: [...evidence.reasons, ...named.map(({ name, header }) => `${header} names ${name}.`)],
      proof: null,
      misfit: null,
    },
  };
}

function labelWith(provider: string, scheme: string): string {
  return provider === scheme ? scheme : `${scheme} (${provider})`;
}

/** Words too short or too common to name a sender. */
const common = new Set([
  'webhook',
  'webhooks',
  'standard',
  'simple',
  'advanced',
  'legacy',
  'secret',
  'header',
  'body',
  'form',
  'json',
  'event',
  'events',
  'token',
  'requests',
  'from',
  'framework',
  'basic',
  'authentication',
  'outgoing',
  'signing',
  'cloud',
  'base64',
  'timestamp',
  'then',
  'and',
  'http',
]);

/** The words of header names and of User-Agent, in lower case, with the header that each is in. */
function listWords({ headers }: VerifyInput): ReadonlyMap<string, string> {
  const words = new Map<string, string>();
  for (const [name, value] of headers) {
    const text = name.toLowerCase() === 'user-agent' ? value.slice(0, 500) : name;
    for (const word of splitWords(text)) if (!words.has(word)) words.set(word, name);
  }
  return words;
}

function splitWords(text: string): string[] {
  return text
    .toLowerCase()
    .split(/[^a-z0-9]+/)
    .filter((word) => word.length > 2 && !common.has(word));
}

/** The header that names the sender, other than the one with the signature. */
function findMention(sender: string, words: ReadonlyMap<string, string>, place: string): string | null {
  for (const word of splitWords(sender)) {
    const header = words.get(word);
    if (header !== undefined && header.toLowerCase() !== place.toLowerCase()) return header;
  }
  return null;
}
