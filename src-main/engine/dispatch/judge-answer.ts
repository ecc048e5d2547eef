import type { AttemptError } from '../../../src-preload/contract/delivery.ts';
import type { SuccessRule } from '../../../src-preload/contract/retry.ts';
import { readOctets } from '../header-octets.ts';
import type { FailedAnswer } from './schedule.ts';
import type { TransportResult } from './transport-types.ts';

const redirects = new Set([301, 302, 303, 307, 308]);

const advice: Readonly<Record<number, string>> = {
  400: 'The receiver does not understand the request: compare the body with what it expects.',
  401: 'Check the credentials and the signing secret at both ends.',
  403: 'Check the signing secret and the permissions at the receiver.',
  404: 'Check the path of the address.',
  405: 'Choose a method that the receiver takes.',
  408: 'The receiver waited too long for the request. Try again.',
  410: 'The receiver says that this endpoint is gone for good. Enter its new address.',
  413: 'The body is too large for the receiver. Shorten the template or raise the limit there.',
  415: 'The receiver does not take this Content-Type. Set the header it expects.',
  429: 'The receiver is asked too often. Send more slowly.',
};

/** What a request carried to show who sends it. */
export interface Proof {
  credentials: boolean;
  signature: boolean;
}

/** A refusal is not for a secret that was never set. */
function adviseProof(status: number, { credentials, signature }: Proof): string | null {
  if (status !== 401 && status !== 403) return null;
  if (!credentials && !signature) {
    return 'The request carried no credentials and no secret, because none is set. Set what the receiver expects.';
  }
  if (status !== 401) return null;
  if (!signature) return 'Check the credentials at both ends. The request was not signed.';
  return credentials ? null : 'Check the signing secret at both ends.';
}

/** What a rule looks at of an attempt that failed. */
export function describeAnswer({ response }: TransportResult, error: AttemptError): FailedAnswer {
  return {
    status: response?.status ?? null,
    timedOut: error.code === 'deadline' || error.code === 'connect-timeout',
    headers: response?.headers ?? [],
  };
}

/**
 * Decides whether an attempt succeeded, by the provider's rule. Redirects are never followed: the body and its signature were
 * meant for one place.
 * @returns null for success
 */
export function findAnswerError(
  result: TransportResult,
  rule: SuccessRule,
  sender: string,
  proof: Proof = { credentials: true, signature: true },
): AttemptError | null {
  if (result.error !== null) return result.error;
  const { response } = result;
  if (response === null) return null;
  const { status } = response;
  const isSuccess = rule === '2xx' ? status >= 200 && status < 300 : status === Number(rule);
  if (isSuccess) return null;
  const tell = (code: 'redirect' | 'status', message: string): AttemptError => ({
    code,
    phase: null,
    message,
    cause: null,
  });
  if (redirects.has(status)) {
    const location = response.headers.find(([name]) => name.toLowerCase() === 'location')?.[1];
    const where = location === undefined ? 'without saying where' : `to ${readOctets(location)}`;
    return tell(
      'redirect',
      `The receiver redirects (${status}) ${where}. Redirects are not followed; enter the new address if you trust it.`,
    );
  }
  if (status >= 200 && status < 300) {
    return tell(
      'status',
      `The receiver answered ${status}, and ${sender} counts only ${rule} as a success. Answer ${rule}.`,
    );
  }
  const name = response.statusText === '' ? '' : ` ${response.statusText}`;
  const next =
    adviseProof(status, proof) ??
    advice[status] ??
    (status >= 500 ? 'Something failed at the receiver: see its log.' : 'See the answer for why.');
  return tell('status', `The receiver answered ${status}${name}. ${next}`);
}
