import type { HeaderPair } from '../../../src-preload/contract/compose.ts';
import type { Verdict } from '../../../src-preload/contract/signing.ts';
import type { Webhook } from '../../../src-preload/contract/webhook.ts';
import type { WebhookDirectory } from '../compose/ports.ts';
import { samePairs } from '../dispatch/attempt-record.ts';
import type { SentLine } from '../dispatch/dispatcher-parts.ts';
import { redactBody, sealIfPossible } from '../dispatch/exact-parts.ts';
import type { Emit, SecretGuard } from '../dispatch/ports.ts';
import type { CaptureRepository } from '../store/capture-repository.ts';
import type { ExchangeRepository } from '../store/exchange-repository.ts';
import type { Store } from '../store/store.ts';
import { expectedSigning, judgeCapture, type PlainAnswer } from './judge-capture.ts';
import { tagOrigin } from './origin.ts';
import { writeVerdict } from './stored-verdict.ts';

/** A request as the server saw it, whole or not. */
export interface Arrival {
  receivedAt: number;
  method: string;
  target: string;
  httpVersion: string;
  headers: HeaderPair[];
  /** Header fields behind a chunked body. */
  trailers: HeaderPair[];
  /** What was kept. */
  body: Buffer;
  /** What arrived, or was announced. */
  bodyBytes: number;
  complete: boolean;
  malformed: string | null;
  remoteAddress: string;
  remotePort: number;
  /** The attempt of a delivery that this request is; null for a foreign sender. */
  line: SentLine | null;
  /** Decided by the server and not by a receiver: too large, too slow, not HTTP. */
  answer: PlainAnswer | null;
}

export interface RecorderParts {
  store: Pick<Store, 'commit'>;
  captures: CaptureRepository;
  exchanges: ExchangeRepository;
  webhooks: WebhookDirectory;
  guard: SecretGuard;
  emit: Emit;
  findReceiver: (target: string) => Webhook | null;
}

/** What the sender of a durable request is answered. */
export interface Recorded extends PlainAnswer {
  /** Writes down that the sender had gone before the answer was written. */
  takeBack(): Promise<void>;
}

/** Answers when the request is durable. */
export type Recorder = (arrival: Arrival) => Promise<Recorded>;

/** Answers after which only the beginning of a body is there. */
const cutShort: ReadonlySet<number> = new Set([413, 503]);

const nothing = Buffer.alloc(0);

const contextOf = (seq: number): string => `capture ${seq}`;

/** Keeps every request that arrives: one row each, beside its attempt where it is one of ours. */
export function createRecorder(parts: RecorderParts): Recorder {
  const { store, captures, exchanges, guard, emit } = parts;
  return async (arrival) => {
    const { webhook, verdict, answer } = judge(parts, arrival);
    const target = guard.redactUrl(arrival.target);
    const headers = guard.redactHeaders(arrival.headers);
    const { body, changed } = redactBody(guard, arrival.body, {
      cut: !arrival.complete || arrival.body.length < arrival.bodyBytes,
      framed: arrival.malformed !== null,
    });
    const trailers = guard.redactHeaders(arrival.trailers);
    const redacted =
      changed ||
      !samePairs(arrival.trailers, trailers) ||
      target !== arrival.target ||
      !samePairs(arrival.headers, headers);
    const side = {
      method: arrival.method,
      target,
      bodyBytes: arrival.bodyBytes,
      responseStatus: answer.status,
      verdict: verdict?.result ?? null,
      reason: verdict?.reason ?? null,
      malformed: arrival.malformed !== null,
    };
    let seq = 0;
    await store.commit(() => {
      const { line } = arrival;
      const paired = line !== null && exchanges.attachCapture(line.seq, side);
      seq = paired ? line.seq : exchanges.insertCaptured({ ...side, ...subjectOf(webhook), at: arrival.receivedAt });
      const sameHeaders = paired && samePairs(line.headers, arrival.headers);
      const sameBody = paired && arrival.body.equals(line.body ?? nothing);
      // What the attempt has sealed need not be sealed again.
      const exact = {
        head: { target: arrival.target, headers: sameHeaders ? null : arrival.headers },
        body: sameBody ? null : arrival.body,
      };
      captures.insert({
        seq,
        receivedAt: arrival.receivedAt,
        method: arrival.method,
        target,
        httpVersion: arrival.httpVersion,
        headers: sameHeaders ? null : JSON.stringify(headers),
        trailers: trailers.length === 0 ? null : JSON.stringify(trailers),
        bodyBytes: arrival.bodyBytes,
        truncated: arrival.body.length < arrival.bodyBytes && cutShort.has(arrival.answer?.status ?? 0),
        complete: arrival.complete,
        malformed: arrival.malformed,
        remoteAddress: arrival.remoteAddress,
        remotePort: arrival.remotePort,
        origin: tagOrigin(arrival.headers),
        webhookId: webhook?.id ?? null,
        verdict: verdict && writeVerdict(verdict, guard.redactText),
        responseStatus: answer.status,
        responseBody: answer.body,
        redacted,
        sealed: redacted ? sealIfPossible(guard, exact, contextOf(seq)) : null,
        sameBody,
        body: sameBody || body.length === 0 ? null : body,
      });
    });
    const tell = (): void => emit({ name: 'log.changed', payload: { newest: exchanges.newestSeq(), seqs: [seq] } });
    tell();
    return {
      ...answer,
      async takeBack() {
        await store.commit(() => {
          captures.takeBackAnswer(seq);
          exchanges.takeBackAnswer(seq);
        });
        tell();
      },
    };
  };
}

interface Judged {
  webhook: Webhook | null;
  verdict: Verdict | null;
  answer: PlainAnswer;
}

/** What is not whole cannot be judged; it still shows whose it was. */
function judge({ webhooks, findReceiver }: RecorderParts, arrival: Arrival): Judged {
  const { line } = arrival;
  const webhook = (line && webhooks.find(line.webhookId)) ?? findReceiver(arrival.target);
  if (arrival.answer !== null) return { webhook, verdict: null, answer: arrival.answer };
  // A replay of what was imported may belong to no webhook, and is then like a request of somebody else.
  const isOurs = line !== null && line.webhookId !== '';
  const signing = isOurs ? line.signing : webhook && expectedSigning(webhooks, webhook);
  return { webhook, ...judgeCapture(arrival, webhook, signing, webhooks) };
}

function subjectOf(webhook: Webhook | null) {
  return {
    providerId: webhook?.providerId ?? null,
    webhookId: webhook?.id ?? null,
    webhookName: webhook?.name ?? null,
    eventType: null,
    channel: webhook?.channel ?? null,
  };
}
