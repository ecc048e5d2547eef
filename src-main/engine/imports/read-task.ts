import type { ImportFormat } from '../../../src-preload/contract/imports.ts';
import type { ImportedRequest, ReportedOutcome } from './imported-request.ts';

/** What the thread that reads a source is asked. Each but `append` and `forget` is answered by one report, in order. */
export type ReaderOrder =
  /** The next bytes of a file; files come one after the other. */
  | { kind: 'append'; file: string; bytes: Uint8Array }
  /** Drops the source and what was read of it: another one follows. */
  | { kind: 'forget' }
  /** Begins to read what was appended, from its start each time; `format` null: found out from it. */
  | { kind: 'read'; format: ImportFormat | null; straighten: boolean }
  /** Reads on for a moment. */
  | { kind: 'next' }
  /** Requests by the index of their item; `strip`: without credentials. */
  | { kind: 'take'; chosen: readonly number[]; strip: boolean };

/** A request in short, for whoever decides about it; its answer has neither body nor other headers than `Location`. */
export type ItemSummary =
  | {
      ok: true;
      place: string;
      method: string;
      url: string;
      bodyBytes: number;
      outcome: ReportedOutcome;
      notes: string[];
      credentials: string[];
    }
  | { ok: false; place: string; message: string; method: string; url: string; canStraighten?: boolean };

export type ReaderReport =
  | { kind: 'reading'; format: ImportFormat; sha256: Uint8Array }
  | { kind: 'items'; items: ItemSummary[]; done: boolean; notes: string[] }
  | { kind: 'requests'; requests: ImportedRequest[] }
  /** The source cannot be read. `place` is a line or a JSON path; empty for the whole. */
  | { kind: 'unreadable'; place: string; message: string };
