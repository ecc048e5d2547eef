import { z } from 'zod';
import { answers } from './define.ts';

/** How long what was deleted can be restored, in days. */
export const keptDays = 30;

const deletedSchema = z.strictObject({ kind: z.enum(['webhook', 'sample', 'scheme']), id: z.string().max(64) });

/** Names something that was deleted. The id of a webhook or a scheme is its own; that of a sample event counts removed sample events. */
export type DeletedRef = z.infer<typeof deletedSchema>;

export interface DeletedItem extends DeletedRef {
  name: string;
  /** Empty for a signing scheme. */
  providerId: string;
  /** The provider's name; its id where its file is missing; empty for a signing scheme. */
  providerName: string;
  /** What tells it from others of its name: the scope of a webhook, the event of a sample. Null where there is nothing to add. */
  detail: string | null;
  deletedAt: number;
  /** From then on it is gone. */
  keptUntil: number;
}

/** What became of something that was restored. */
export interface Restored extends DeletedRef {
  name: string;
  providerId: string;
  /** What had to be changed because something else took its place meanwhile, in sentences. */
  remarks: string[];
}

export const deletedMethods = {
  /** What can be restored; what was deleted last comes first. */
  'deleted.list': answers<DeletedItem[]>()(z.strictObject({})),
  /** Brings it back with its secrets, its template and its place. */
  'deleted.restore': answers<Restored>()(deletedSchema),
  /** Removes it for good, with its secrets. */
  'deleted.purge': answers<null>()(deletedSchema),
};
