import type { AttemptError, AttemptErrorCode, AttemptPhase } from '../../../src-preload/contract/delivery.ts';
import { ProxyError } from '../proxy/proxy-route.ts';
import { failureTexts, unknownTls } from './failure-texts.ts';

export interface FailureContext {
  url: string;
  phase: AttemptPhase;
  timeoutMs: number;
  /** Of the answer whose headers arrived; null where none did. */
  status: number | null;
  /** A client certificate could be shown. */
  hasClientKey: boolean;
  /** The answer had begun, and its headers had not ended. */
  inHead: boolean;
  /** Host and port of the proxy; null: none. */
  proxy: string | null;
}

/** An error of Node or undici in plain words: what happened, to what, and what to do. `cause` keeps the library's own code. */
export function explainFailure(error: Error, context: FailureContext): AttemptError {
  const code = readCode(error);
  const { phase } = context;
  if (error instanceof ProxyError) return { code: 'proxy', phase, message: error.message, cause: error.reason };
  const tell = (kind: AttemptErrorCode, text: string, at: AttemptPhase | null = phase): AttemptError => ({
    code: kind,
    phase: at,
    message: fill(text, context.url) + nameTried(error) + nameWay(kind, code, context),
    cause: code,
  });
  if (code === 'HOOKWRIGHT_DEADLINE') return explainDeadline(context, tell);
  if (code === 'HOOKWRIGHT_CANCELLED') return { ...tell('cancelled', 'The attempt was cancelled.'), cause: null };
  if (code === 'HOOKWRIGHT_INFORMATIONAL') {
    const text = '{host} sent more than 100 informational answers (1xx) and no final one. Correct the receiver.';
    return { ...tell('malformed-response', text), cause: null };
  }
  if (code === 'HOOKWRIGHT_STATUS') {
    const text = '{host} answered with a status below 100, which HTTP does not have. Correct the receiver.';
    return { ...tell('malformed-response', text), cause: null };
  }
  if (isParserError(error)) {
    if (!endedEarly.test(error.message)) return tell('malformed-response', explainGarbage(error));
    return tell('truncated', '{host} ended the connection in the middle of its answer. See the log of the receiver.');
  }
  if (context.status === 204 && code === 'UND_ERR_RES_CONTENT_LENGTH_MISMATCH') {
    return tell(
      'malformed-response',
      '{host} announced a body with an answer 204, which has none. Make the receiver leave its Content-Length out.',
      'body',
    );
  }
  // undici calls an answer that was cut short by the same name as one that contradicts itself.
  if (context.status !== null) {
    return tell(
      'truncated',
      '{host} ended the connection in the middle of its answer. What arrived is kept; see the log of the receiver.',
      'body',
    );
  }
  if (code === 'UND_ERR_SOCKET') return explainClosed(error, context, tell);
  if (phase === 'tls' && (code === 'ECONNRESET' || code === 'EPIPE')) {
    return tell(
      'tls',
      '{host} ended the connection during the TLS handshake. Check that it speaks https on this port.',
    );
  }
  const known = code === null ? undefined : failureTexts[code];
  if (known !== undefined) return tell(known.code, known.text);
  if (code !== null && /^(?:ERR_TLS_|ERR_SSL_|CERT_|UNABLE_TO_|ERR_OSSL)/.test(code))
    return tell('tls', unknownTls.text);
  if (code?.startsWith('EAI_')) return tell('dns', 'The name {name} could not be looked up. Check it and the network.');
  return tell(
    'closed',
    'The connection to {host} failed before an answer arrived. Try again, and see the code if it stays.',
  );
}

type Tell = (kind: AttemptErrorCode, text: string, at?: AttemptPhase | null) => AttemptError;

const waits: Partial<Record<AttemptPhase, string>> = {
  dns: 'the name was still being looked up. Check the network and its name server',
  connect: 'there was no connection yet. Check host and port, and that no firewall drops the packets',
  tls: 'the TLS handshake was not over. Check that {host} speaks https on this port',
  send: 'the request was not read to its end. See whether the receiver hangs',
  headers: 'no answer had arrived. See whether the receiver hangs, answer sooner and work later, or raise the time-out',
  body: 'the answer had not ended. Make the receiver end it, or raise the time-out',
};

function explainDeadline({ phase, timeoutMs, proxy }: FailureContext, tell: Tell): AttemptError {
  const asksProxy = phase === 'proxy' || (proxy !== null && (phase === 'dns' || phase === 'connect'));
  if (asksProxy) return { ...tell('proxy', describeProxyWait(phase, formatSeconds(timeoutMs), proxy)), cause: null };
  const connecting = phase === 'dns' || phase === 'connect' || phase === 'tls';
  const text = `After ${formatSeconds(timeoutMs)}, the time-out for {host}, ${waits[phase] ?? 'it was not over'}.`;
  return { ...tell(connecting ? 'connect-timeout' : 'deadline', text), cause: null };
}

function describeProxyWait(phase: AttemptPhase, wait: string, proxy: string | null): string {
  const begin = `After ${wait}, the time-out for {host}, `;
  if (proxy === null) {
    return `${begin}the system had not said which proxy to use. Check its network settings, or choose another way under “Proxy” in the settings.`;
  }
  if (phase === 'dns')
    return `${begin}the name of the proxy ${proxy} was still being looked up. Check it and the network.`;
  if (phase === 'connect') {
    return `${begin}there was no connection to the proxy ${proxy}. Check its address, and that no firewall drops the packets.`;
  }
  return `${begin}the proxy ${proxy} had not opened the way there. See whether the proxy hangs, or cannot reach the receiver.`;
}

/** What fails behind a proxy may be its doing. */
function nameWay(kind: AttemptErrorCode, code: string | null, { proxy }: FailureContext): string {
  if (proxy === null || kind === 'invalid-request' || kind === 'proxy') return '';
  return code === 'HOOKWRIGHT_CANCELLED' ? '' : ` It went through the proxy ${proxy}.`;
}

/** undici tells apart by its message alone whether the other side closed, or spoke out of turn. */
function explainClosed(error: Error, { inHead, url, hasClientKey }: FailureContext, tell: Tell): AttemptError {
  if (error.message === 'bad response') {
    return tell(
      'malformed-response',
      '{host} answered 100 (Continue), or more than one answer, though nothing asked for that. Correct the receiver.',
    );
  }
  if (error.message === 'bad upgrade') {
    return tell(
      'malformed-response',
      '{host} answered 101 (Switching Protocols), though nothing asked for that. Point the webhook at an HTTP endpoint.',
    );
  }
  if (inHead) {
    return tell(
      'truncated',
      '{host} ended the connection in the middle of the headers of its answer. See the log of the receiver.',
    );
  }
  return tell('closed', `{host} closed the connection without an answer. ${adviseClosed(url, hasClientKey)}`);
}

/** With TLS 1.3 a receiver looks at the client certificate when the handshake is over here, and may close without a word. */
function adviseClosed(url: string, hasClientKey: boolean): string {
  if (!url.startsWith('https:')) return 'See its log.';
  return hasClientKey
    ? 'It may not accept the client certificate that was shown: see its log.'
    : 'It may demand a client certificate, which is added under “Certificate” of the webhook: see its log.';
}

/** undici gives these a code only in some of its versions. */
function isParserError(error: Error): boolean {
  return error.name === 'HTTPParserError';
}

const endedEarly = /EOF/;

const SHOWN_BYTES = 80;

function explainGarbage(error: Error): string {
  const data = 'data' in error && typeof error.data === 'string' ? error.data : '';
  const start = data.slice(0, SHOWN_BYTES).replace(/[^\x20-\x7e]/g, '·');
  const shown = start === '' ? '' : ` It goes wrong at “${start}”.`;
  return `{host} answered with something that is not HTTP/1.1.${shown} Correct the receiver, or point the webhook at another port.`;
}

/** Node tries one address of a name after the other, and then reports the failures together. */
function nameTried(error: Error): string {
  const failures: unknown[] = error instanceof AggregateError ? error.errors : [];
  const addresses = failures.flatMap((failure) =>
    failure instanceof Error && 'address' in failure && typeof failure.address === 'string' ? [failure.address] : [],
  );
  return addresses.length < 2 ? '' : ` Tried: ${addresses.join(', ')}.`;
}

function readCode(error: Error): string | null {
  if ('code' in error && typeof error.code === 'string') return error.code;
  return isParserError(error) ? error.name : null;
}

function fill(text: string, url: string): string {
  const { host, hostname } = URL.canParse(url) ? new URL(url) : { host: 'the receiver', hostname: 'of the receiver' };
  return text.replaceAll('{host}', () => host).replaceAll('{name}', () => hostname);
}

function formatSeconds(ms: number): string {
  return ms % 1000 === 0 ? `${ms / 1000} s` : `${ms} ms`;
}
