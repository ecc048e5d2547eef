import type { Migration } from '../migrate.ts';

/**
 * Deliveries, their attempts, captures, and the lines of the log. Times are milliseconds since 1970, durations milliseconds.
 * `seq` is the number of a line of the log, and the key of the attempt and of the capture that the line shows. What is large
 * stands in tables that are only inserted into, because an update writes a whole row again. No foreign keys between them:
 * rows are made in one transaction and deleted together, and the check would cost each write a look-up.
 */
export const deliveries: Migration = {
  version: 2,
  name: 'deliveries',
  statements: [
    `CREATE TABLE delivery (
       number INTEGER PRIMARY KEY,
       id TEXT NOT NULL UNIQUE,
       webhook_id TEXT NOT NULL,
       webhook_name TEXT NOT NULL,
       provider_id TEXT NOT NULL,
       event_type TEXT NOT NULL,
       channel TEXT NOT NULL,
       kind TEXT NOT NULL,
       state TEXT NOT NULL CHECK (state IN
         ('queued', 'in_flight', 'delivered', 'failed_will_retry', 'exhausted', 'unknown', 'cancelled', 'blocked')),
       reason TEXT,
       created_at INTEGER NOT NULL,
       next_at INTEGER,
       attempt_count INTEGER NOT NULL,
       replay_of TEXT
     ) STRICT`,
    // What still has to be done; found at every start.
    `CREATE INDEX delivery_open ON delivery (number)
       WHERE state IN ('queued', 'in_flight', 'failed_will_retry', 'blocked')`,
    // What every attempt is made from. plan is JSON text. Where a live secret is in it, plan and body are redacted and the
    // original is sealed.
    `CREATE TABLE delivery_request (
       delivery INTEGER PRIMARY KEY,
       plan TEXT NOT NULL,
       body BLOB,
       sealed BLOB
     ) STRICT`,
    // body is null where it is the delivery's; a scheme that signs inside the body makes one for each attempt. headers,
    // response_headers and timings are JSON text. The row is written before the socket opens and completed after.
    `CREATE TABLE attempt (
       seq INTEGER PRIMARY KEY,
       delivery INTEGER NOT NULL,
       number INTEGER NOT NULL,
       boot TEXT NOT NULL,
       started_at INTEGER NOT NULL,
       deadline_ms INTEGER NOT NULL,
       method TEXT NOT NULL,
       url TEXT NOT NULL,
       headers TEXT NOT NULL,
       body_bytes INTEGER NOT NULL,
       body_sha256 BLOB NOT NULL,
       body BLOB,
       redacted INTEGER NOT NULL,
       sealed BLOB,
       outcome TEXT NOT NULL CHECK (outcome IN ('in_flight', 'success', 'failure', 'unknown')),
       finished_at INTEGER,
       status INTEGER,
       status_text TEXT,
       response_headers TEXT,
       response_bytes INTEGER,
       response_truncated INTEGER,
       error_code TEXT,
       error_phase TEXT,
       error_message TEXT,
       error_cause TEXT,
       timings TEXT
     ) STRICT`,
    'CREATE INDEX attempt_delivery ON attempt (delivery)',
    "CREATE INDEX attempt_in_flight ON attempt (seq) WHERE outcome = 'in_flight'",
    // Only where there is a body. sealed holds the original where a live secret is in the headers or the body.
    `CREATE TABLE response_body (
       seq INTEGER PRIMARY KEY,
       body BLOB NOT NULL,
       sealed BLOB
     ) STRICT`,
    // headers and verdict are JSON text; body_bytes is what arrived, of which body may be only the beginning. Where a capture
    // stands beside its attempt, what is the same to the byte is kept once: headers is null then, and same_body is 1.
    `CREATE TABLE capture (
       seq INTEGER PRIMARY KEY,
       received_at INTEGER NOT NULL,
       method TEXT NOT NULL,
       target TEXT NOT NULL,
       http_version TEXT NOT NULL,
       headers TEXT,
       body_bytes INTEGER NOT NULL,
       truncated INTEGER NOT NULL,
       complete INTEGER NOT NULL,
       malformed TEXT,
       remote_address TEXT NOT NULL,
       remote_port INTEGER NOT NULL,
       origin TEXT NOT NULL CHECK (origin IN ('plain', 'browser', 'foreign-host')),
       webhook_id TEXT,
       verdict TEXT,
       response_status INTEGER NOT NULL,
       response_body TEXT NOT NULL,
       redacted INTEGER NOT NULL,
       sealed BLOB,
       same_body INTEGER NOT NULL,
       body BLOB
     ) STRICT`,
    // One line of the log: an attempt, a capture, or both. It repeats what lists show and filter by, so that a page reads no
    // other rows. Columns with attempt_ or capture_ are null where that side is missing.
    `CREATE TABLE exchange (
       seq INTEGER PRIMARY KEY,
       at INTEGER NOT NULL,
       side TEXT NOT NULL CHECK (side IN ('sent', 'captured', 'paired')),
       provider_id TEXT,
       webhook_id TEXT,
       webhook_name TEXT,
       event_type TEXT,
       channel TEXT,
       outcome TEXT,
       verdict TEXT,
       delivery INTEGER,
       attempt_number INTEGER,
       attempt_method TEXT,
       attempt_target TEXT,
       attempt_host TEXT,
       attempt_kind TEXT,
       attempt_status INTEGER,
       attempt_error TEXT,
       attempt_duration REAL,
       attempt_body_bytes INTEGER,
       capture_method TEXT,
       capture_target TEXT,
       capture_body_bytes INTEGER,
       capture_status INTEGER,
       capture_reason TEXT,
       capture_malformed INTEGER
     ) STRICT`,
    // Each ends in seq, since that is the row's key: a filtered page is read in order.
    'CREATE INDEX exchange_at ON exchange (at)',
    'CREATE INDEX exchange_provider ON exchange (provider_id)',
    'CREATE INDEX exchange_webhook ON exchange (webhook_id)',
    'CREATE INDEX exchange_event ON exchange (event_type)',
    'CREATE INDEX exchange_channel ON exchange (channel)',
    'CREATE INDEX exchange_outcome ON exchange (outcome)',
    'CREATE INDEX exchange_verdict ON exchange (verdict)',
    'CREATE INDEX exchange_side ON exchange (side)',
    // The highest seq that was ever cleared, so that a number never comes again.
    `CREATE TABLE log_floor (
       only INTEGER PRIMARY KEY CHECK (only = 1),
       seq INTEGER NOT NULL
     ) STRICT`,
    // The newest line whose time is far before that of an older one, because the clock was put back.
    `CREATE TABLE log_clock_step (
       only INTEGER PRIMARY KEY CHECK (only = 1),
       seq INTEGER NOT NULL
     ) STRICT`,
  ],
};
