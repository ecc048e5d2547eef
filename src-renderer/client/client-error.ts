import type { ErrorCode, ErrorData, ErrorDetail } from '../../src-preload/contract/errors.ts';

/** Parameters that the protocol refuses: which of them, and what is wrong with it. Too long is what a person can type. */
function describe({ code, message, detail }: ErrorData): string {
  const issue = detail.issues?.[0];
  if (code !== 'bad-request' || issue === undefined) return message;
  const field = issue.path.split('.').findLast((part) => !/^\d*$/.test(part));
  const limit = /string to have <=(\d+) characters/.exec(issue.message)?.[1];
  if (field === undefined || limit === undefined) return message;
  return `The ${field} is too long: it can have ${Number(limit).toLocaleString('en-US')} characters. Shorten it.`;
}

/** What a call throws when the other side refuses or fails. The message is for a person; branch on the code. */
export class ClientError extends Error {
  readonly code: ErrorCode;
  readonly detail: ErrorDetail;
  /** What was called, as `onSuccess` names it; null where it was no call. */
  readonly subject: string | null;

  constructor(data: ErrorData, subject: string | null = null) {
    super(describe(data));
    this.name = 'ClientError';
    this.code = data.code;
    this.detail = data.detail;
    this.subject = subject;
  }
}

/** Makes a ClientError of anything that was thrown, so that a catch has one shape to deal with. */
export function toClientError(thrown: unknown): ClientError {
  if (thrown instanceof ClientError) return thrown;
  const message = thrown instanceof Error ? thrown.message : String(thrown);
  return new ClientError({ code: 'internal', message, detail: {} });
}

/** True for an answer that nobody waits for any more: a later call has taken its place. */
export function isCancelled(thrown: unknown): boolean {
  return thrown instanceof ClientError && thrown.code === 'cancelled';
}
