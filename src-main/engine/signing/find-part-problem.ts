import type { SigningScheme, VerificationReason } from '../../../src-preload/contract/signing.ts';
import { readPart } from './message.ts';
import type { MessageSource } from './types.ts';

const kinds = { header: 'header', query: 'query parameter', 'form-field': 'form field' } as const;

/** A header, parameter or field that has to be in the signed text and is missing, or is there twice, so that readers differ. */
export function findPartProblem(
  scheme: SigningScheme,
  source: MessageSource,
): { detail: string; reason: VerificationReason; message: string } | null {
  for (const part of scheme.message) {
    if (part.part !== 'header' && part.part !== 'query' && part.part !== 'form-field') continue;
    const values = readPart(part, source);
    const isMissing = values.length === 0 && part.ifPresent === undefined;
    if (!isMissing && values.length < 2) continue;
    const problem = `The request ${isMissing ? 'does not have' : 'has more than once'} the ${kinds[part.part]} ${part.name}`;
    const reason = isMissing ? 'missing-part' : 'repeated-part';
    return { detail: `${problem}.`, reason, message: `${problem}, and it is part of the signed text. Send it once.` };
  }
  return null;
}
