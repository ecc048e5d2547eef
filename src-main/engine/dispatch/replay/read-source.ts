import { EngineError } from '../../errors.ts';
import { parseSeq } from '../../line-ids.ts';
import type { StoredDelivery } from '../../store/delivery-repository.ts';
import { type ExactRequest, readRequest } from '../attempt-record.ts';
import { readJob } from '../stored-request.ts';
import { readCaptureSource } from './read-capture.ts';
import type { ReplayParts, ReplaySource } from './replay-parts.ts';

type SourceParts = Pick<ReplayParts, 'deliveries' | 'attempts' | 'captures' | 'webhooks' | 'guard'>;

/**
 * Reads a delivery, or a capture by its id, as something to replay; `attemptId` null means the last attempt. Only reads.
 * @throws EngineError `not-found`; `vault-locked`, `vault-undecided`, `secret-locked` where the original cannot be opened.
 */
export function readSource(parts: SourceParts, deliveryId: string, attemptId: string | null): ReplaySource {
  const captureSeq = parseSeq(deliveryId, 'c');
  if (captureSeq !== null) return readCaptureSource(parts, captureSeq);
  const row = parts.deliveries.findById(deliveryId);
  if (row === null) throw new EngineError('not-found', 'This delivery is not in the log any more.');
  return readSourceOf(parts, row, attemptId);
}

/** The same of a row that was read already. */
export function readSourceOf(parts: SourceParts, row: StoredDelivery, attemptId: string | null): ReplaySource {
  const stored = parts.deliveries.findRequest(row.number);
  if (stored === null) throw new EngineError('not-found', 'What this delivery was made from is gone.');
  const attemptSeq = attemptId === null ? parts.attempts.findNewest(row.number) : parseSeq(attemptId, 'a');
  return { row, job: readJob(stored, row.id, parts.guard), attemptSeq, isForeign: row.kind === 'import' };
}

/**
 * The request of the attempt, as it was on the wire.
 * @throws EngineError `not-found` where nothing was sent yet or the bytes were not kept, and those of the vault
 */
export function readExactRequest(parts: SourceParts, { row, job, attemptSeq, arrived }: ReplaySource): ExactRequest {
  if (arrived !== undefined) return arrived;
  const stored = attemptSeq === null ? null : parts.attempts.findRequest(attemptSeq);
  if (stored === null || stored.delivery !== row.number) {
    throw new EngineError('not-found', 'Nothing of this delivery was sent yet, so there are no bytes to repeat.');
  }
  return readRequest(stored, { deliveryId: row.id, number: stored.number }, job.body, parts.guard);
}

/** The delivery that says how to make the request anew: one that repeats bytes does not know, its original does. */
export function findComposed(parts: SourceParts, source: ReplaySource): ReplaySource {
  let composed = source;
  while (composed.job.plan.replay?.mode === 'exact' && composed.row.replayOf !== null) {
    composed = readSource(parts, composed.row.replayOf, null);
  }
  return composed;
}
