import { z } from 'zod';
import { answers } from './define.ts';
import type { FieldIssue } from './errors.ts';

/** One field of a thing that an import changes, in words for a person. */
export interface TransferField {
  /** As the form names it: `url`, `headers`, `secret.signing`. */
  field: string;
  before: string;
  after: string;
}

/** What an import does with one thing of the file. */
export interface TransferItem {
  kind: 'app' | 'mail' | 'proxy' | 'scheme' | 'provider' | 'settings' | 'event' | 'sample' | 'webhook' | 'secret';
  /** Where it stands in the file: `webhooks[2]`. */
  path: string;
  name: string;
  /** Empty for own schemes, and for the settings of the app and of mail. */
  providerId: string;
  action: 'create' | 'change' | 'leave';
  fields: TransferField[];
  /** What to know before saying yes: that it stays switched off, and why. */
  notes: string[];
}

export interface TransferPlan {
  items: TransferItem[];
  /** Errors, each at its place in the file. With one of them nothing can be imported. */
  problems: FieldIssue[];
  /** How many things an import would create or change. */
  changes: number;
  /** Names this plan, and what the workspace was when it was made. */
  hash: string;
  /** Whether the file holds encrypted secrets, and whether they could be read. */
  secrets: 'none' | 'sealed' | 'open';
}

/**
 * How far a workspace file is. `compare`: so many of its webhooks and secrets were compared with the workspace. `write`: so many of
 * its changes are written, which are stored together at the end; it begins again where something else had to be stored first.
 */
export interface TransferProgress {
  id: string;
  phase: 'compare' | 'write';
  done: number;
  total: number;
}

export interface TransferText {
  /** The file, as JSON text. */
  text: string;
  webhooks: number;
  secrets: number;
  /** Values of headers and parameters that carry credentials by their name and are not in the file, for a person. */
  leftOut: string[];
  /** Names of webhooks whose unsaved edits are not in the file. */
  unsaved: string[];
  /** Places of what looks like a credential and is in the file in clear: fields of templates and samples, settings. */
  literals: string[];
}

const passphrase = z.string().min(1).max(1000).nullable();
const text = z.string().max(64_000_000);
/** Chosen by the caller, for `transfer.progress` and `transfer.cancel`; nothing is reported when left out. */
const id = z.string().min(1).max(64);

/** What goes into a file. */
export const exportChoiceSchema = z.strictObject({
  /** Null: all, and with them all that the workspace adds to any provider. */
  webhookIds: z.array(z.string().max(64)).max(10_000).nullable(),
  /** The settings of app and mail too; when left out, only where all webhooks are exported. */
  settings: z.boolean().optional(),
  /** Null leaves all secrets out. */
  passphrase,
});

export const transferMethods = {
  /** All webhooks, or the chosen ones, with own providers and own schemes, and the settings, own events and own samples of their providers. */
  'transfer.export': answers<TransferText>()(exportChoiceSchema),
  /** What an import of the text would do. Writes nothing. */
  'transfer.plan': answers<TransferPlan>()(z.strictObject({ text, passphrase, id: id.optional() })),
  /** Does exactly that plan, all or nothing. Secrets that differ from those in the workspace are replaced only when asked for. */
  'transfer.apply': answers<TransferPlan>()(
    z.strictObject({ text, passphrase, hash: z.string().max(200), replaceSecrets: z.boolean(), id: id.optional() }),
  ),
  /** Stops a plan or an import, which then answers `cancelled` and has changed nothing. False: it is done. */
  'transfer.cancel': answers<{ cancelled: boolean }>()(z.strictObject({ id })),
};
