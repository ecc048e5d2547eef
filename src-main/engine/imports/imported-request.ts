import type { HeaderPair } from '../../../src-preload/contract/compose.ts';
import type { AttemptErrorCode } from '../../../src-preload/contract/delivery.ts';
import type { HttpMethod } from '../../../src-preload/contract/provider.ts';

/** What became of a request, as far as its source says. */
export interface ReportedOutcome {
  /** When it was sent, in milliseconds since 1970. */
  at: number | null;
  durationMs: number | null;
  response: { status: number; statusText: string; headers: HeaderPair[]; body: Buffer } | null;
  error: { code: AttemptErrorCode; message: string } | null;
}

/** A request as a source has it. Nothing of it was checked yet. */
export interface RawRequest {
  method: string;
  url: string;
  /** The request target, where the source says another than the address does. */
  target?: string;
  /** Values are octets. */
  headers: HeaderPair[];
  body: Buffer;
  /** Of the event, where the source says so. */
  eventType: string | null;
  outcome: ReportedOutcome;
  notes: string[];
}

/** A request that can be kept and sent again. Order, case and repeats of its headers are those of the source. */
export interface ImportedRequest extends RawRequest {
  method: HttpMethod;
  /** As it is sent, without user name, password and fragment. */
  url: string;
  /** Names of what carries credentials: `Authorization`, `Cookie`. */
  credentials: string[];
}

/** One request of a source, or why it cannot be imported. `place` says where it stands: `line 3`, `log.entries[2]`. */
export type ReadItem =
  | { ok: true; place: string; request: ImportedRequest }
  | {
      ok: false;
      place: string;
      message: string;
      method: string;
      url: string;
      /** Plain characters in place of typographic ones could mend it. */
      canStraighten?: boolean;
    };

/** Says something about a source as a whole, such as what of it is not read. */
export type Remark = (text: string) => void;

/** One file of a source. */
export interface SourceFile {
  name: string;
  bytes: Buffer;
}

/** A source that cannot be read at all. `place` is a line or a JSON path; empty for the whole. */
export class UnreadableSource extends Error {
  readonly place: string;

  constructor(place: string, message: string) {
    super(message);
    this.name = 'UnreadableSource';
    this.place = place;
  }
}

export const unknownOutcome: ReportedOutcome = { at: null, durationMs: null, response: null, error: null };
