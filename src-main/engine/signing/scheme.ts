/** Interprets a signing scheme that is described as data. The doors of this room; each does one step in its own file. */
export { decodeKey, fingerprintKey, generateSecret, startSecret } from './key.ts';
export { preparePreviousKey } from './previous-key.ts';
export { canSignTwice, signRequest } from './sign.ts';
export type { VerifyInput } from './types.ts';
export { createVerdictWithoutKey } from './verdict.ts';
export { verifyRequest } from './verify.ts';
