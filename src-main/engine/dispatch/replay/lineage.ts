import type { LineageEntry, ReplayMode } from '../../../../src-preload/contract/replay.ts';
import { EngineError } from '../../errors.ts';
import type { StoredDelivery } from '../../store/delivery-repository.ts';
import { readPlan } from '../stored-request.ts';
import type { ReplayParts } from './replay-parts.ts';

type FamilyParts = Pick<ReplayParts, 'deliveries' | 'attempts' | 'replays'>;

/** The most deliveries of one family that are looked at. */
const MOST = 200;

/** The delivery that a chain of replays began with, as far as it is still in the log. */
export function findOriginal({ deliveries }: FamilyParts, row: StoredDelivery): StoredDelivery {
  let original = row;
  for (let steps = 0; original.replayOf !== null && steps < MOST; steps += 1) {
    const before = deliveries.findById(original.replayOf);
    if (before === null) break;
    original = before;
  }
  return original;
}

/** An original and everything that was replayed from it, at most 200, each after the one it replays. */
export function listFamily(parts: FamilyParts, row: StoredDelivery): StoredDelivery[] {
  const family = [findOriginal(parts, row)];
  for (const member of family) {
    for (const number of parts.replays.listReplaysOf(member.id)) {
      const replay = parts.deliveries.findByNumber(number);
      if (replay !== null && family.length < MOST) family.push(replay);
    }
  }
  return family;
}

/** @throws EngineError `not-found` */
export function readLineage(parts: FamilyParts, deliveryId: string): LineageEntry[] {
  const row = parts.deliveries.findById(deliveryId);
  if (row === null) throw new EngineError('not-found', 'This delivery is not in the log any more.');
  return listFamily(parts, row)
    .sort((one, other) => one.number - other.number)
    .map((member) => ({
      id: member.id,
      replayOf: member.replayOf,
      mode: findMode(parts, member),
      webhookName: member.webhookName,
      state: member.state,
      createdAt: member.createdAt,
      seq: parts.attempts.findNewest(member.number),
    }));
}

function findMode({ deliveries }: FamilyParts, { number, replayOf }: StoredDelivery): ReplayMode | null {
  if (replayOf === null) return null;
  const stored = deliveries.findRequest(number);
  return stored === null ? null : (readPlan(stored).replay?.mode ?? null);
}

/**
 * Whether the event behind a delivery reached its endpoint after a line of the log: by a later attempt of the delivery, or by a
 * replay. Replays to elsewhere do not count: the endpoint never saw them.
 */
export function succeededSince(parts: FamilyParts, row: StoredDelivery, seq: number): boolean {
  if (parts.replays.succeededAfter(row.number, seq)) return true;
  if (row.replayOf === null && parts.replays.listReplaysOf(row.id).length === 0) return false;
  return listFamily(parts, row).some((member) => {
    if (member.number === row.number || !parts.replays.succeededAfter(member.number, seq)) return false;
    const stored = parts.deliveries.findRequest(member.number);
    return stored !== null && readPlan(stored).replay?.elsewhere !== true;
  });
}
