import type { LineageEntry, ReplayMode } from '../../../../src-preload/contract/replay.ts';
import { EngineError } from '../../errors.ts';
import { parseSeq } from '../../line-ids.ts';
import type { StoredDelivery } from '../../store/delivery-repository.ts';
import { readPlan } from '../stored-request.ts';
import type { ReplayParts } from './replay-parts.ts';

type FamilyParts = Pick<ReplayParts, 'deliveries' | 'attempts' | 'replays'>;
type LineageParts = FamilyParts & Pick<ReplayParts, 'captures'>;

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

/** The family of a delivery, or of a capture by its id. @throws EngineError `not-found` */
export function readLineage(parts: LineageParts, deliveryId: string): LineageEntry[] {
  const captured = readCapture(parts, deliveryId);
  if (captured !== null) return [captured, ...listReplays(parts, deliveryId)];
  const row = parts.deliveries.findById(deliveryId);
  if (row === null) throw new EngineError('not-found', 'This delivery is not in the log any more.');
  const root = findOriginal(parts, row).replayOf;
  const origin = root === null ? null : readCapture(parts, root);
  if (root !== null && origin !== null) return [origin, ...listReplays(parts, root)];
  return toEntries(parts, listFamily(parts, row));
}

/** Everything that was replayed from a capture, and what was replayed from that. */
function listReplays(parts: FamilyParts, captureId: string): LineageEntry[] {
  const members = parts.replays.listReplaysOf(captureId).flatMap((number) => {
    const replay = parts.deliveries.findByNumber(number);
    return replay === null ? [] : listFamily(parts, replay);
  });
  return toEntries(parts, members.slice(0, MOST));
}

/** Null where the id is not that of a capture that is still there. */
function readCapture({ captures }: LineageParts, id: string): LineageEntry | null {
  const seq = parseSeq(id, 'c');
  const capture = seq === null ? null : captures.find(seq);
  if (seq === null || capture === null) return null;
  return {
    id,
    replayOf: null,
    mode: null,
    webhookName: '',
    state: 'captured',
    createdAt: capture.receivedAt,
    seq,
  };
}

function toEntries(parts: FamilyParts, members: StoredDelivery[]): LineageEntry[] {
  return members
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
