import type { BodyPart } from '../../../src-preload/contract/log.ts';
import { EngineError } from '../errors.ts';
import { parseSeq } from '../line-ids.ts';
import type { BodySlice } from '../store/attempt-repository.ts';
import type { LogParts } from './log-parts.ts';

/**
 * A range of a stored body: of a request or response by the attempt's id, of a capture by its own.
 * @throws EngineError `not-found`
 */
export function readBody(
  { attempts, captures }: Pick<LogParts, 'attempts' | 'captures'>,
  { of, id, offset, length }: { of: 'request' | 'response' | 'capture'; id: string; offset: number; length: number },
): BodyPart {
  const seq = parseSeq(id, of === 'capture' ? 'c' : 'a');
  if (seq === null) throw new EngineError('not-found', 'There is no such body in the log.');
  const readers = {
    request: attempts.readRequestBody,
    response: attempts.readResponseBody,
    capture: captures.readBody,
  } satisfies Record<typeof of, (seq: number, offset: number, length: number) => BodySlice | null>;
  const slice = readers[of](seq, offset, length);
  // A response without a body has no row of its own, and is not a mistake.
  if (slice === null && of === 'response') return { base64: '', totalBytes: 0 };
  if (slice === null) throw new EngineError('not-found', 'That line is no longer in the log.');
  return { base64: slice.bytes.toString('base64'), totalBytes: slice.total };
}
