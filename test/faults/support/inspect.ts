import { cpSync, rmSync } from 'node:fs';
import { openStore } from '../../../src-main/engine/store/open-store.ts';
import type { Sqlite } from '../../../src-main/engine/store/sqlite.ts';
import { makeTemporaryDirectory } from '../../engine/support/temporary-directory.ts';

export interface FoundDelivery {
  state: string;
  attempts: number;
  unknown: number;
  inFlight: number;
  /** Different hashes of what its attempts sent. */
  bodies: number;
}

/** What is in a workspace after something happened to it. */
export interface FoundWorkspace {
  check: unknown;
  /** By id. */
  deliveries: Map<string, FoundDelivery>;
  /** Outcomes of attempts, by the number of their line. */
  attempts: Map<number, string>;
  /** Ports that captured requests came from. */
  ports: Set<number>;
  /** Targets of captured requests. */
  targets: string[];
  /** Highest revision of a webhook. */
  revision: number;
  paused: boolean;
  halves: string[];
}

/** Rows that were only ever written together with others, and stand alone. */
const halves: Readonly<Record<string, string>> = {
  'delivery without its request':
    'SELECT count(*) FROM delivery d WHERE NOT EXISTS (SELECT 1 FROM delivery_request r WHERE r.delivery = d.number)',
  'request without its delivery':
    'SELECT count(*) FROM delivery_request r WHERE NOT EXISTS (SELECT 1 FROM delivery d WHERE d.number = r.delivery)',
  'attempt without its delivery':
    'SELECT count(*) FROM attempt a WHERE NOT EXISTS (SELECT 1 FROM delivery d WHERE d.number = a.delivery)',
  'attempt without its line':
    'SELECT count(*) FROM attempt a WHERE NOT EXISTS (SELECT 1 FROM exchange e WHERE e.seq = a.seq AND e.delivery = a.delivery)',
  'line of an attempt without it': `SELECT count(*) FROM exchange e WHERE e.side <> 'captured' AND NOT EXISTS (SELECT 1 FROM attempt a WHERE a.seq = e.seq)`,
  'capture without its line': `SELECT count(*) FROM capture c WHERE NOT EXISTS (SELECT 1 FROM exchange e WHERE e.seq = c.seq AND e.side <> 'sent')`,
  'line of a capture without it': `SELECT count(*) FROM exchange e WHERE e.side <> 'sent' AND NOT EXISTS (SELECT 1 FROM capture c WHERE c.seq = e.seq)`,
  'delivered without a success': `SELECT count(*) FROM delivery d WHERE d.state = 'delivered' AND NOT EXISTS
     (SELECT 1 FROM attempt a WHERE a.delivery = d.number AND a.outcome = 'success')`,
  'under way without a marker': `SELECT count(*) FROM delivery d WHERE d.state = 'in_flight' AND NOT EXISTS
     (SELECT 1 FROM attempt a WHERE a.delivery = d.number AND a.outcome = 'in_flight')`,
  'attempts that are not counted': `SELECT count(*) FROM delivery d WHERE d.attempt_count <>
     (SELECT count(*) FROM attempt a WHERE a.delivery = d.number)`,
  'item of a bulk replay sent without its delivery': `SELECT count(*) FROM replay_item i WHERE i.state = 'sent' AND NOT EXISTS
     (SELECT 1 FROM delivery d WHERE d.number = i.delivery)`,
};

/** Opens a copy of a workspace as a start does, and looks at everything in it. The workspace stays as the fault left it. */
export function inspectCopy(directory: string): FoundWorkspace {
  const copy = makeTemporaryDirectory();
  cpSync(directory, copy, { recursive: true });
  const found = inspectWorkspace(copy);
  rmSync(copy, { recursive: true });
  return found;
}

/** Opens a workspace as a start does, and looks at everything in it. */
export function inspectWorkspace(directory: string): FoundWorkspace {
  const store = openStore({ directory });
  try {
    return look(store.db);
  } finally {
    store.close();
  }
}

function look(db: Sqlite): FoundWorkspace {
  const count = (sql: string): number => Number(db.prepare(sql).pluck().get());
  const deliveries = db
    .prepare<[], FoundDelivery & { id: string }>(
      `SELECT d.id, d.state, count(a.seq) AS attempts, coalesce(sum(a.outcome = 'unknown'), 0) AS unknown,
         coalesce(sum(a.outcome = 'in_flight'), 0) AS inFlight, count(DISTINCT a.body_sha256) AS bodies
       FROM delivery d LEFT JOIN attempt a ON a.delivery = d.number GROUP BY d.number`,
    )
    .all();
  return {
    check: db.pragma('integrity_check', { simple: true }),
    deliveries: new Map(deliveries.map(({ id, ...delivery }) => [id, delivery])),
    attempts: new Map(
      db
        .prepare<[], { seq: number; outcome: string }>('SELECT seq, outcome FROM attempt')
        .all()
        .map(({ seq, outcome }) => [seq, outcome]),
    ),
    ports: new Set(db.prepare<[], number>('SELECT remote_port FROM capture').pluck().all()),
    targets: db.prepare<[], string>('SELECT target FROM capture ORDER BY seq').pluck().all(),
    revision: count('SELECT max(revision) FROM webhook'),
    paused: count("SELECT count(*) FROM meta WHERE key = 'queue-paused'") === 1,
    halves: Object.entries(halves).flatMap(([name, sql]) => (count(sql) === 0 ? [] : [name])),
  };
}
