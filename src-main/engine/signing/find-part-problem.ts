import type { MessagePart, SigningScheme, VerificationReason } from '../../../src-preload/contract/signing.ts';
import { isJson, readField } from './json-field.ts';
import { readPart } from './message.ts';
import type { MessageSource } from './types.ts';

const kinds = { header: 'header', query: 'query parameter', 'form-field': 'form field' } as const;

export interface PartProblem {
  /** The part as the scheme has it. */
  part: MessagePart;
  detail: string;
  reason: VerificationReason;
  message: string;
}

/** A header, parameter or field that has to be in the signed text and is missing, or is there twice, so that readers differ. */
export function findPartProblem(scheme: SigningScheme, source: MessageSource): PartProblem | null {
  for (const part of scheme.message) {
    if (part.part === 'body-field') {
      if (readField(source.body, part.path) === null) return createMissingField(part, source);
      continue;
    }
    if (part.part !== 'header' && part.part !== 'query' && part.part !== 'form-field') continue;
    const values = readPart(part, source);
    const isMissing = values.length === 0 && part.ifPresent === undefined;
    if (!isMissing && values.length < 2) continue;
    const problem = `The request ${isMissing ? 'does not have' : 'has more than once'} the ${kinds[part.part]} ${part.name}`;
    const reason = isMissing ? 'missing-part' : 'repeated-part';
    return {
      part,
      detail: `${problem}.`,
      reason,
      message: `${problem}, and it is part of the signed text. Send it once.`,
    };
  }
  return null;
}

/** A body that is no JSON is named as such: the field alone would send people looking in the wrong place. */
function createMissingField(part: MessagePart & { part: 'body-field' }, { body }: MessageSource): PartProblem {
  const problem = isJson(body)
    ? `The body has no text or number in the field ${part.path}`
    : `The body is not valid JSON, so the field ${part.path} cannot be read`;
  const fix = isJson(body) ? 'Send it.' : 'See how the sender makes the body, and that nothing on the way cuts it.';
  return {
    part,
    detail: `${problem}.`,
    reason: 'missing-part',
    message: `${problem}, and it is part of the signed text. ${fix}`,
  };
}
