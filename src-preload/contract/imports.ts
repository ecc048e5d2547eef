import { z } from 'zod';
import { answers } from './define.ts';
import type { FieldIssue } from './errors.ts';

/**
 * What failed requests are imported from. `raw-http`: one message in each file, or a `.http` file of an editor's client; `github`: the
 * deliveries of a webhook as its REST API returns them; `stripe`: events.
 */
export const importFormats = ['curl', 'har', 'json-lines', 'raw-http', 'postman', 'github', 'stripe', 'fetch'] as const;
export type ImportFormat = (typeof importFormats)[number];

/** A format in words, and the ends of file names that it is looked for in: `.har`. */
export interface ImportFormatInfo {
  id: ImportFormat;
  label: string;
  extensions: string[];
}

/** One request of a source, as an import would write it, or why it cannot be imported. */
export interface ImportItem {
  /** Where it stands in the source: `line 3`, `log.entries[2]`, `orders/7.http`. */
  place: string;
  method: string;
  /** Credentials in it are shown as dots. */
  url: string;
  host: string;
  bodyBytes: number;
  /** When it was sent, where the source says so. */
  at: number | null;
  outcome: 'success' | 'failure' | 'unknown';
  status: number | null;
  /** Why it failed, in the words of the source. */
  error: string | null;
  /** The webhook whose address it went to. */
  webhookId: string | null;
  /** What differs from the source, and what to know. */
  notes: string[];
  /** Names of headers and parts that carry credentials; they are left out unless asked for. */
  stripped: string[];
  /** Why it cannot be imported; null where it can. */
  problem: string | null;
}

export interface ImportPlan {
  id: string;
  name: string;
  /** Null where it is none that is read: then there is a problem that says so. */
  format: ImportFormat | null;
  items: ImportItem[];
  /** What of the source as a whole is not read, in sentences. */
  notes: string[];
  /** What is wrong with the source as a whole, each at its place. With one of them nothing can be imported. */
  problems: FieldIssue[];
  /** Typographic quotes, dashes or spaces stand where a shell reads none; `imports.straighten` reads the source without them. */
  canStraighten: boolean;
  hosts: { host: string; count: number /** A webhook here points at it. */; known: boolean }[];
  /** When the very same source was imported before, if that is still in the log. */
  importedAt: number | null;
}

/** An import that is in the log. */
export interface ImportBatch {
  id: string;
  name: string;
  format: ImportFormat;
  createdAt: number;
  /** Lines of it that are still there. */
  lines: number;
}

/** How far an import is: its bytes are taken in, they are read, or its requests are written. */
export interface ImportProgress {
  id: string;
  phase: 'loading' | 'reading' | 'writing';
  doneBytes: number;
  totalBytes: number;
  /** That were read, or written. */
  requests: number;
  /** That will be written; 0 while it is not known. */
  totalRequests: number;
}

/** To which webhook the requests belong, so that they can be signed anew with its secret. */
export const importOwnerSchema = z.discriminatedUnion('by', [
  /** The one that has the request's address, where there is one. */
  z.strictObject({ by: z.literal('address') }),
  z.strictObject({ by: z.literal('webhook'), webhookId: z.string().max(64) }),
  z.strictObject({ by: z.literal('none') }),
]);
export type ImportOwner = z.infer<typeof importOwnerSchema>;

const id = z.string().max(64);

export const importMethods = {
  /** The formats that are read. */
  'imports.formats': answers<ImportFormatInfo[]>()(z.strictObject({})),
  /** Begins a source, which comes in pieces. One at a time: an older one is let go. `format` null: found out from the bytes. */
  'imports.begin': answers<{ id: string }>()(
    z.strictObject({
      name: z.string().max(500),
      totalBytes: z.number().int().min(0),
      format: z.enum(importFormats).nullable(),
    }),
  ),
  /** Adds the next piece of a file; files come one after the other. @throws `invalid` where the source is too large */
  'imports.append': answers<null>()(z.strictObject({ id, file: z.string().max(500), base64: z.string().max(960_000) })),
  /** Reads the source and says what an import would do. Writes nothing, runs nothing, opens no file that the source names. */
  'imports.plan': answers<ImportPlan>()(z.strictObject({ id })),
  /** Reads the source again with plain characters in place of typographic ones. A note of the plan says which were replaced. */
  'imports.straighten': answers<ImportPlan>()(z.strictObject({ id })),
  /** Writes the chosen items, all of them or none, also where it is discarded meanwhile. Sends nothing. `chosen`: indexes into the items of the plan. */
  'imports.apply': answers<ImportBatch>()(
    z.strictObject({
      id,
      chosen: z.array(z.number().int().min(0)).max(10_000),
      keepCredentials: z.boolean(),
      owner: importOwnerSchema,
    }),
  ),
  /** Lets the source go, also while it is read or written. */
  'imports.discard': answers<null>()(z.strictObject({ id })),
  /** Newest first. */
  'imports.list': answers<ImportBatch[]>()(z.strictObject({})),
  /** Takes an import out of the log. What was replayed from it stays. */
  'imports.remove': answers<{ removed: number }>()(z.strictObject({ id })),
};
