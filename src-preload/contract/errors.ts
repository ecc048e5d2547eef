/** Codes to branch on. The message beside a code is for a person and says what to do next. */
export const errorCodes = [
  'bad-request', // the call does not fit its schema, or comes from where it must not
  'not-found',
  'invalid', // a field of the thing given is wrong: detail.issues says which
  'conflict', // the thing was changed or is in a state that forbids this
  'refused', // the rules of the provider forbid it (role, limit, life cycle)
  'confirm', // needs an explicit yes: detail.confirmations says to what
  'vault-undecided',
  'vault-locked',
  'secret-locked', // one secret cannot be decrypted; the rest works
  'port-in-use',
  'database-newer',
  'database-invalid',
  'database-damaged',
  'database-in-use',
  'database-read-only',
  'database-full',
  'database-failed',
  'database-missing', // its file was deleted, moved or replaced while it was open
  'directory-unwritable',
  'cancelled',
  'closing',
  'internal',
] as const;

export type ErrorCode = (typeof errorCodes)[number];

/** A problem at one field. `path` names the field the way the form does: `url`, `headers.3.name`, `secret.signing`. */
export interface FieldIssue {
  path: string;
  message: string;
  /** A warning never blocks anything. */
  severity: 'error' | 'warning';
  /** What the field would hold instead, for one click; only where that is one text. */
  fix?: { label: string; value: string };
  /** A credential at a plain place, which `secrets.keep` moves into the vault with one click. */
  keep?: { label: string; place: string };
}

export interface ErrorDetail {
  issues?: FieldIssue[];
  confirmations?: Confirmation[];
  /** What the thing is about, when the message alone would be too long: a path, a port, a name. */
  subject?: string;
}

/** Something that the user must say yes to before it is done. `id` is sent back in `confirmed`. */
export interface Confirmation {
  id: string;
  message: string;
}

/** How an error crosses the process boundary. */
export interface ErrorData {
  code: ErrorCode;
  message: string;
  detail: ErrorDetail;
}

export type Answer<Result> = { ok: true; value: Result } | LargeAnswer | { ok: false; error: ErrorData };

/**
 * A large value as JSON text. The bridge into the page copies objects one by one, which for a preview of 20,000 characters
 * takes longer than making it; a text is copied at once.
 */
export interface LargeAnswer {
  ok: true;
  json: string;
}
