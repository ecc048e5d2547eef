import type { SignedPart, Verdict } from '../../../src-preload/contract/signing.ts';

/** A signed part without its text where that is the body, which is stored already. */
type StoredPart = Omit<SignedPart, 'text'> & { text: string | null };

/** The verdict as JSON text, as it was when the request arrived: a secret that changes later changes nothing about it. */
export function writeVerdict(verdict: Verdict, hide: (text: string) => string): string {
  const signed = verdict.signed.map(
    (part): StoredPart => ({ ...part, text: part.part === 'body' ? null : hide(part.text) }),
  );
  return JSON.stringify({ ...verdict, signed });
}

/** @param readBody the body as it is stored, asked for only where it was signed. */
export function readVerdict(text: string, readBody: () => Buffer): Verdict {
  const stored = JSON.parse(text) as Omit<Verdict, 'signed'> & { signed: StoredPart[] };
  const signed = stored.signed.map((part) => ({ ...part, text: part.text ?? readBody().toString('utf8') }));
  return { ...stored, signed };
}
