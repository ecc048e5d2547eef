import { z } from 'zod';
import { answers } from './define.ts';
import type { FieldIssue } from './errors.ts';

/** One file of the workspace's folder for own providers. */
export interface ProviderFile {
  /** Its name in the folder: `acme.json`. */
  file: string;
  /** As far as they can be read. */
  providerId: string | null;
  name: string | null;
  /** Webhooks that belong to its provider. */
  webhooks: number;
  /** What is wrong, with its JSON path and what was expected. With one of them the file brings nothing. */
  problems: FieldIssue[];
}

/** A provider that webhooks belong to and that is not here. */
export interface MissingProvider {
  providerId: string;
  /** Names of its webhooks. They are kept, and not sent. */
  webhooks: string[];
}

export interface ProviderFiles {
  directory: string;
  files: ProviderFile[];
  missing: MissingProvider[];
}

/** What a provider file would bring. */
export interface ProviderFilePlan {
  /** Name and value, in words for a person; empty where there are problems. */
  brings: { name: string; value: string }[];
  id: string | null;
  name: string | null;
  summary: string;
  /** What it will be called in the folder. */
  file: string;
  /** Webhooks here that wait for this provider. */
  waiting: string[];
  /** With one of them nothing can be added. */
  problems: FieldIssue[];
  /** Names this plan, and what the workspace was when it was made. */
  hash: string;
}

const text = z.string().max(4_000_000);
const file = z.string().min(1).max(300);

export const providerFileMethods = {
  'providerFiles.list': answers<ProviderFiles>()(z.strictObject({})),
  /** Reads the folder again, and says how it is now. */
  'providerFiles.reload': answers<ProviderFiles>()(z.strictObject({})),
  /** What adding the file would bring. Writes nothing. */
  'providerFiles.plan': answers<ProviderFilePlan>()(z.strictObject({ text })),
  /** Adds exactly that. */
  'providerFiles.add': answers<ProviderFiles>()(z.strictObject({ text, hash: z.string().max(200) })),
  /** Takes a file out of the folder and answers its text, so that it can be added again. Webhooks of its provider are kept. */
  'providerFiles.remove': answers<{ text: string | null }>()(z.strictObject({ file })),
  /** The file of any provider here, to make another one of it. */
  'providerFiles.write': answers<{ file: string; text: string }>()(z.strictObject({ providerId: z.string().max(64) })),
};
