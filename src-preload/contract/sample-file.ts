import { z } from 'zod';
import { answers } from './define.ts';
import type { FieldIssue } from './errors.ts';

/** What an import does with one sample event of the file. */
export interface SampleImportItem {
  /** Where it stands in the file: `samples[2]`; empty where the file is the data of one event. */
  path: string;
  eventType: string;
  name: string;
  /** `change`: there is one of that name for that event, with other data. */
  action: 'create' | 'change' | 'leave';
}

export interface SampleImportPlan {
  /** `library`: a file of samples; `event`: the data of one event, which the file neither names nor says the event of. */
  kind: 'library' | 'event';
  items: SampleImportItem[];
  /** Errors, each at its place. With one of them nothing is imported. */
  problems: FieldIssue[];
  /** How many samples an import would create or change. */
  changes: number;
}

const providerId = z.string().max(64);

/** `eventType` and `name` are for the data of one event. */
const importSchema = z.strictObject({
  providerId,
  text: z.string().max(16_000_000),
  eventType: z.string().max(200),
  name: z.string().max(200),
});

export const sampleFileMethods = {
  /** The samples as one readable JSON file: the workspace's own and changed ones, or those shipped as well. */
  'samples.export': answers<{ text: string; samples: number }>()(z.strictObject({ providerId, all: z.boolean() })),
  /** What an import of the text would do. Writes nothing. */
  'samples.plan': answers<SampleImportPlan>()(importSchema),
  /** Does that, all or nothing. */
  'samples.import': answers<SampleImportPlan>()(importSchema),
};
