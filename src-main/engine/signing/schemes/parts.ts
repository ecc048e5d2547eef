import type { SigningScheme } from '../../../../src-preload/contract/signing.ts';

/** Pieces that many schemes share, so that a scheme's own lines show what is its own. */

export function header(name: string): { in: 'header'; name: string } {
  return { in: 'header', name };
}

/** The secret's UTF-8 bytes are the key, whatever it looks like. */
export const verbatimKey: SigningScheme['key'] = { encoding: 'utf8', stripPrefix: null };

export const anyAge: SigningScheme['tolerance'] = { past: null, future: null };

export const fiveMinutes: SigningScheme['tolerance'] = { past: 300, future: 300 };

export const noTimestamp = { timestamp: null, idHeader: null, tolerance: anyAge } satisfies Partial<SigningScheme>;

export const overBody: SigningScheme['message'] = [{ part: 'body' }];
