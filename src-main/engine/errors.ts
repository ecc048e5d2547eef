import type { ErrorCode, ErrorData, ErrorDetail } from '../../src-preload/contract/errors.ts';

/**
 * An error that may cross to the window: the code is to branch on, the message is for a person and says what happened,
 * to what, and what to do. Everything else that is thrown is reported as `internal`.
 */
export class EngineError extends Error {
  readonly code: ErrorCode;
  readonly detail: ErrorDetail;

  constructor(code: ErrorCode, message: string, detail: ErrorDetail = {}, options?: ErrorOptions) {
    super(message, options);
    this.name = 'EngineError';
    this.code = code;
    this.detail = detail;
  }
}

/**
 * The error as data. What is not an `EngineError` keeps its text to itself, because it may hold a path, a stack or a value
 * that the window must not see.
 */
export function toErrorData(error: unknown): ErrorData {
  if (error instanceof EngineError) return { code: error.code, message: error.message, detail: error.detail };
  return {
    code: 'internal',
    message: 'Something went wrong inside Hookwright. Nothing was changed; try again, and restart the app if it stays.',
    detail: {},
  };
}
