import { performance } from 'node:perf_hooks';
import { setImmediate as nextTurn } from 'node:timers/promises';
import type { Params } from '../../../src-preload/contract/methods.ts';
import type {
  RecognisedScheme,
  Recognition,
  recognitionMethods,
  SchemeProof,
} from '../../../src-preload/contract/recognition.ts';
import type { Clock } from '../clock.ts';
import type { WebhookDirectory } from '../compose/ports.ts';
import type { SecretGuard } from '../dispatch/ports.ts';
import { EngineError } from '../errors.ts';
import type { HandlersOf } from '../handlers/types.ts';
import { createSourceReaders } from '../imports/source-reader.ts';
import { proveScheme } from '../signing/recognise/prove.ts';
import { type Candidate, type KnownScheme, rankSchemes } from '../signing/recognise/rank.ts';
import { describeUnknownSignatures } from '../signing/recognise/unknown-signatures.ts';
import type { VerifyInput } from '../signing/types.ts';
import type { CaptureRepository } from '../store/capture-repository.ts';
import { findOddities } from '../webhooks/secret-oddities.ts';
import { describeUnsearchedBody } from './describe-body.ts';
import { describeOutcome } from './describe-outcome.ts';
import { listSecrets, type SecretsAsked, type TriedSecret } from './list-secrets.ts';
import { readCaptured, readPasted } from './read-request.ts';

export interface RecognitionParts {
  captures: CaptureRepository;
  guard: SecretGuard;
  webhooks: WebhookDirectory;
  /** Every scheme, shipped, own and of provider files. */
  listSchemes(): readonly KnownScheme[];
  clock: Clock;
}

export interface RecognitionRoom {
  handlers: HandlersOf<typeof recognitionMethods>;
  close(): void;
}

/** How long secrets are tried, in ms: a large body with many secrets would take minutes. */
const LONGEST_MS = 20_000;

/** Finds out by which scheme a request may be signed, and proves it where a secret is at hand. Stores nothing. */
export function createRecognition(parts: RecognitionParts): RecognitionRoom {
  const readers = createSourceReaders();
  const running = new Map<string, AbortController>();

  async function recognise(params: Params<'schemes.recognise'>, signal: AbortSignal): Promise<Recognition> {
    const { request, ...asked } = params;
    const { input, notes } =
      request.from === 'capture'
        ? readCaptured(parts.captures, parts.guard, request.seq)
        : await readPasted(readers, request.text, parts.clock.now());
    assertGoing(signal);
    const known = parts.listSchemes();
    const candidates = rankSchemes(known, input);
    const { secrets, locked } = listSecrets(asked, parts.webhooks);
    try {
      const tried = await trySecrets(candidates, secrets, input, signal);
      const schemes = orderByProof(candidates.map(({ shown }) => shown));
      const isProved = schemes.some(({ proof }) => proof !== null);
      const wereAsked = asked.useWorkspaceSecrets || secrets.length > 0;
      const counted = wereAsked ? { count: secrets.length, tried } : null;
      return {
        request: describeRequest(input),
        notes: [
          ...notes,
          ...(isProved ? [] : describeUnsearchedBody(input.body, known)),
          ...describeOddities(asked),
          ...describeLocked(locked),
        ],
        message: describeOutcome(schemes, counted),
        schemes,
        unknown: schemes.length === 0 ? describeUnknownSignatures(input.headers) : [],
        secrets: counted,
      };
    } finally {
      for (const { bytes } of secrets) bytes.fill(0);
    }
  }

  return {
    handlers: {
      async 'schemes.recognise'(params) {
        const { id } = params;
        const controller = new AbortController();
        if (id !== undefined) running.set(id, controller);
        try {
          return await recognise(params, controller.signal);
        } finally {
          if (id !== undefined && running.get(id) === controller) running.delete(id);
        }
      },
      'schemes.cancelRecognition': ({ id }) => {
        const controller = running.get(id);
        controller?.abort();
        return { cancelled: controller !== undefined };
      },
    },
    close() {
      for (const controller of running.values()) controller.abort();
      readers.close();
    },
  };
}

/** One check of one secret at a time, so that nothing else waits for more than one. @returns how many secrets were tried */
async function trySecrets(
  candidates: readonly Candidate[],
  secrets: readonly TriedSecret[],
  input: VerifyInput,
  signal: AbortSignal,
): Promise<number> {
  const end = performance.now() + LONGEST_MS;
  for (const [index, secret] of secrets.entries()) {
    for (const candidate of candidates) {
      const { scheme, headerName, shown } = candidate;
      if (shown.proof !== null) continue;
      await nextTurn();
      assertGoing(signal);
      if (performance.now() > end) return index;
      const proof = proveScheme(scheme, secret.bytes, input, headerName);
      if (proof.kind === 'proved') shown.proof = describeProof(secret, scheme.algorithm === 'equality');
      if (proof.kind === 'misfit' && secret.from === 'typed') shown.misfit = proof.message;
    }
  }
  return secrets.length;
}

/** Proved ones first. One that is proved in a header leaves out the guesses that its secret is in another header. */
function orderByProof(shown: readonly RecognisedScheme[]): RecognisedScheme[] {
  const proved = shown.filter(({ proof }) => proof !== null);
  const isOther = (scheme: RecognisedScheme): boolean =>
    !proved.some(({ schemeId, provider }) => schemeId === scheme.schemeId && provider?.id === scheme.provider?.id);
  return [...proved, ...shown.filter(isOther)];
}

function describeLocked(count: number): string[] {
  if (count === 0) return [];
  const what = count === 1 ? 'One secret of this workspace is' : `${count} secrets of this workspace are`;
  return [`${what} locked and could not be tried. Unlock the secrets, then look again.`];
}

/** What was pasted along with a secret, since a check that fails for it looks like a wrong scheme. */
function describeOddities({ secret, previousSecret }: SecretsAsked): string[] {
  return [
    ...findOddities(secret, 'signing', undefined).map(({ message }) => `The secret: ${message}`),
    ...findOddities(previousSecret, 'signing', undefined).map(({ message }) => `The old secret: ${message}`),
  ];
}

function describeProof({ from, webhook }: TriedSecret, isSent: boolean): SchemeProof {
  const whose =
    webhook !== null ? `the secret of “${webhook.name}”` : from === 'previous' ? 'the old secret' : 'this secret';
  const message = isSent ? `Proved: the value that was sent is ${whose}.` : `Proved: it is signed with ${whose}.`;
  return { secret: from, webhook, message };
}

function describeRequest({ method, url, headers, body }: VerifyInput): string {
  const count = headers.length === 1 ? '1 header' : `${headers.length.toLocaleString('en-US')} headers`;
  return `${method} ${url.slice(0, 2000)}, ${count}, ${body.length.toLocaleString('en-US')} bytes`;
}

function assertGoing(signal: AbortSignal): void {
  if (signal.aborted) throw new EngineError('cancelled', 'Looking for the scheme was cancelled.');
}
