import type { DeliveryKind, DeliveryState } from '../../../src-preload/contract/delivery.ts';
import type { Sqlite } from './sqlite.ts';

export interface NewDelivery {
  id: string;
  webhookId: string;
  webhookName: string;
  providerId: string;
  eventType: string;
  channel: string;
  kind: DeliveryKind;
  state: DeliveryState;
  reason: string | null;
  createdAt: number;
  nextAt: number | null;
  /** How long it was to wait until `nextAt` when that was decided, in ms; null where that is not known. */
  delayMs?: number | null;
  attemptCount: number;
  replayOf: string | null;
}

export interface StoredDelivery extends NewDelivery {
  number: number;
}

/** What every attempt of a delivery is made from. */
export interface StoredRequest {
  /** JSON text. */
  plan: string;
  body: Buffer | null;
  /** The original of both, where they are redacted. */
  sealed: Buffer | null;
}

export interface DeliveryProgress {
  state: DeliveryState;
  reason: string | null;
  nextAt: number | null;
  /** Left out: null. */
  delayMs?: number | null;
  attemptCount: number;
}

const columns = `number, id, webhook_id AS webhookId, webhook_name AS webhookName, provider_id AS providerId,
  event_type AS eventType, channel, kind, state, reason, created_at AS createdAt, next_at AS nextAt,
  delay_ms AS delayMs, attempt_count AS attemptCount, replay_of AS replayOf`;

const open = "state IN ('queued', 'in_flight', 'failed_will_retry', 'blocked')";

export type DeliveryRepository = ReturnType<typeof createDeliveryRepository>;

/** Deliveries and the requests they are made from. Everything is synchronous; writes belong inside a commit. */
export function createDeliveryRepository(db: Sqlite) {
  const insert = db.prepare<unknown[]>(
    `INSERT INTO delivery (number, id, webhook_id, webhook_name, provider_id, event_type, channel, kind, state, reason,
       created_at, next_at, attempt_count, replay_of) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
  );
  const insertRequest = db.prepare<[number, string, Buffer | null, Buffer | null]>(
    'INSERT INTO delivery_request (delivery, plan, body, sealed) VALUES (?, ?, ?, ?)',
  );
  const update = db.prepare<[string, string | null, number | null, number | null, number, number]>(
    'UPDATE delivery SET state = ?, reason = ?, next_at = ?, delay_ms = ?, attempt_count = ? WHERE number = ?',
  );
  const byId = db.prepare<[string], StoredDelivery>(`SELECT ${columns} FROM delivery WHERE id = ?`);
  const byNumber = db.prepare<[number], StoredDelivery>(`SELECT ${columns} FROM delivery WHERE number = ?`);
  const request = db.prepare<[number], StoredRequest>(
    'SELECT plan, body, sealed FROM delivery_request WHERE delivery = ?',
  );
  const highest = db.prepare<[], number | null>('SELECT max(number) FROM delivery').pluck();
  let next = (highest.get() ?? 0) + 1;
  const listOpen = db.prepare<[], StoredDelivery>(`SELECT ${columns} FROM delivery WHERE ${open} ORDER BY number`);

  return {
    /** The number by which attempts and the log will refer to a delivery that is about to be made. */
    takeNumber: (): number => next++,
    insert(row: StoredDelivery, from: StoredRequest): void {
      insert.run(
        row.number,
        row.id,
        row.webhookId,
        row.webhookName,
        row.providerId,
        row.eventType,
        row.channel,
        row.kind,
        row.state,
        row.reason,
        row.createdAt,
        row.nextAt,
        row.attemptCount,
        row.replayOf,
      );
      insertRequest.run(row.number, from.plan, from.body, from.sealed);
    },
    update(number: number, progress: DeliveryProgress): void {
      const { state, reason, nextAt, delayMs, attemptCount } = progress;
      update.run(state, reason, nextAt, delayMs ?? null, attemptCount, number);
    },
    findById: (id: string): StoredDelivery | null => byId.get(id) ?? null,
    findByNumber: (number: number): StoredDelivery | null => byNumber.get(number) ?? null,
    findRequest: (number: number): StoredRequest | null => request.get(number) ?? null,
    /** What still has to be done, oldest first. */
    listOpen: (): StoredDelivery[] => listOpen.all(),
  };
}
