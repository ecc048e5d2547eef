import { type AttemptErrorCode, attemptErrorCodes } from '../../../src-preload/contract/delivery.ts';

const words: readonly [RegExp, AttemptErrorCode][] = [
  [/enotfound|eai_again|name_not_resolved|could not resolve|getaddrinfo|dns/i, 'dns'],
  [/econnrefused|connection_refused|refused/i, 'refused'],
  [/ehostunreach|enetunreach|address_unreachable|no route|unreachable/i, 'unreachable'],
  [/cert|ssl|tls|handshake/i, 'tls'],
  [/connect(?:ion)?[ _]time|und_err_connect_timeout/i, 'connect-timeout'],
  [/time[d]?[ _-]?out|etimedout|deadline/i, 'deadline'],
  [/econnreset|connection_reset|reset/i, 'reset'],
  [/truncat|content_length_mismatch|incomplete/i, 'truncated'],
  [/cancel|abort/i, 'cancelled'],
  [/malformed|parse error|invalid_http/i, 'malformed-response'],
];

/** What kind of failure the words of another program tell of. */
export function guessErrorCode(text: string): AttemptErrorCode {
  const exact = attemptErrorCodes.find((code) => code === text);
  return exact ?? words.find(([pattern]) => pattern.test(text))?.[1] ?? 'reported';
}
