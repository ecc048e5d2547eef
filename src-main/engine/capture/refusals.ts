import { MOST_HEAD, USUAL_HEAD } from './head-limits.ts';
import type { PlainAnswer } from './judge-capture.ts';

/** What the server itself answers, where no receiver is asked. */
export const tooLarge = (limit: number): PlainAnswer => ({
  status: 413,
  body: `The body is larger than ${limit} bytes. Its beginning was kept.`,
});

/** @param arrived in bytes, before it was given up. */
export const givenUp = (arrived: number): PlainAnswer => ({
  status: 503,
  body: `Too many large bodies are arriving at once, so this one was given up after ${arrived} bytes. Its beginning was kept. Send it again later.`,
});

export const tooSlow: PlainAnswer = { status: 408, body: 'The request did not arrive in time.' };

export const notRecorded: PlainAnswer = {
  status: 507,
  body: 'The request could not be stored, because the disk refuses to write. Send it again later.',
};

export const failed: PlainAnswer = { status: 500, body: 'The request could not be stored.' };

export const expectationFailed: PlainAnswer = { status: 417, body: 'This expectation cannot be met.' };

export const noTunnel: PlainAnswer = { status: 405, body: 'This server is not a proxy.' };

export const stopped: PlainAnswer = { status: 503, body: 'The capture server was switched off.' };

/** The sender had gone before there was an answer. */
export const nobodyThere: PlainAnswer = { status: 0, body: '' };

/** What follows an unknown method in its packet: the connection is closed after that. */
export const cutOff = 'It came behind a request after which the connection was closed, and was not answered.';

export const badRequest: PlainAnswer = { status: 400, body: 'This is not a request that a server may accept.' };

/** What node:http found wrong with a request. `malformed` is null where the request only stopped in the middle. */
export interface Fault {
  malformed: string | null;
  answer: PlainAnswer;
}

function headTooLarge(malformed: string): { malformed: string; answer: PlainAnswer } {
  return { malformed, answer: { status: 431, body: malformed } };
}

/** One large head among too many. */
export const crowded = headTooLarge(
  `Other requests with more than ${USUAL_HEAD / 1024} KB of headers are arriving, and there is no room for one more. Send it again later.`,
);

/** @param headComplete the headers had arrived, and something happened while the body did. */
export function explainParserError(error: Error, headComplete: boolean): Fault {
  const code = 'code' in error && typeof error.code === 'string' ? error.code : 'unknown';
  const reason = 'reason' in error && typeof error.reason === 'string' ? error.reason : error.message;
  switch (code) {
    case 'HPE_HEADER_OVERFLOW':
      return headTooLarge(`The request line and the headers are larger than ${MOST_HEAD / 1024} KB.`);
    case 'ERR_HTTP_REQUEST_TIMEOUT':
      return { malformed: headComplete ? null : 'It stopped before its headers were complete.', answer: tooSlow };
    case 'ECONNRESET':
    case 'EPIPE':
      return {
        malformed: headComplete ? null : 'The sender closed the connection before its headers were complete.',
        answer: nobodyThere,
      };
    case 'HPE_INVALID_EOF_STATE':
      return {
        malformed: headComplete ? null : 'The sender ended the connection before the headers were complete.',
        answer: badRequest,
      };
    default:
      return { malformed: `It is not HTTP/1.1 that a server may accept: ${reason} (${code}).`, answer: badRequest };
  }
}
