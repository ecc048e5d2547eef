import { z } from 'zod';
import type { FieldIssue } from '../../../../src-preload/contract/errors.ts';
import type { Provider } from '../../../../src-preload/contract/provider.ts';
import { providerSchema } from '../../../../src-preload/contract/provider-schema.ts';
import { createProblem, type FileKind, readJsonFile, toJsonPath, toLines } from '../../read-json-file.ts';
import { checkProvider } from '../check-provider.ts';

export const providerFileKind: FileKind = { noun: 'provider file', maximumBytes: 2 * 1024 * 1024 };
const FORMAT = 'hookwright-provider';
const VERSION = 1;
const MOST_PROBLEMS = 100;

export type ProviderReading =
  | { ok: true; provider: Provider }
  /** `id` and `name`: as far as they can be read. */
  | { ok: false; problems: FieldIssue[]; id: string | null; name: string | null };

/**
 * Reads the file of a provider: `{ "format": "hookwright-provider", "version": 1, "provider": { … } }`. Never throws: what is
 * wrong is told with its JSON path, or with line and column.
 */
export function readProviderFile(text: string): ProviderReading {
  const reading = readJsonFile(text, providerFileKind);
  if (!reading.ok) return { ok: false, problems: [reading.problem], id: null, name: null };
  const envelope = envelopeSchema.safeParse(reading.value);
  if (!envelope.success) return { ok: false, problems: describeStranger(reading.value), id: null, name: null };
  return readProvider(envelope.data.provider, 'provider');
}

/**
 * Reads a provider that stands in a file.
 * @param at its path there
 */
export function readProvider(value: unknown, at: string): ProviderReading {
  const parsed = providerSchema.safeParse(value);
  const problems = parsed.success
    ? checkProvider(parsed.data).map(({ path, message }) => createProblem(`${at}.${path}`, message))
    : parsed.error.issues.map(({ path, message }) => createProblem(toJsonPath([at, ...path]), message));
  if (parsed.success && problems.length === 0) return { ok: true, provider: parsed.data };
  const known = nameSchema.safeParse(value).data;
  return { ok: false, problems: problems.slice(0, MOST_PROBLEMS), id: known?.id ?? null, name: known?.name ?? null };
}

/** The file of a provider, ready to be edited: texts of several lines are lists of their lines. */
export function writeProviderFile(provider: Provider): string {
  return `${JSON.stringify({ format: FORMAT, version: VERSION, provider: toPlain(provider) }, null, 2)}\n`;
}

/** The provider as it stands in a file. `readProvider` makes the same provider of it. */
export function toPlain(provider: Provider): unknown {
  const { templates } = provider.payload;
  const toTexts = (byEvent: Readonly<Record<string, string>> = {}) =>
    Object.fromEntries(Object.entries(byEvent).map(([event, text]) => [event, toLines(text)]));
  return {
    ...provider,
    samples: provider.samples.map((sample) => ({ ...sample, dataText: toLines(sample.dataText) })),
    payload: {
      ...provider.payload,
      templates: Object.fromEntries(Object.entries(templates).map(([channel, texts]) => [channel, toTexts(texts)])),
    },
  };
}

const envelopeSchema = z.strictObject({
  format: z.literal(FORMAT),
  version: z.literal(VERSION),
  provider: z.unknown(),
});

const nameSchema = z.object({ id: z.string().max(64).catch(''), name: z.string().max(200).catch('') });

/** A file that is something else is told so, rather than by a list of everything that it lacks. */
function describeStranger(value: unknown): FieldIssue[] {
  const isObject = typeof value === 'object' && value !== null && !Array.isArray(value);
  const { format, version } = (isObject ? value : {}) as { format?: unknown; version?: unknown };
  if (format !== FORMAT)
    return [createProblem('format', `This is not a provider file: its format is not “${FORMAT}”.`)];
  if (typeof version === 'number' && version > VERSION) {
    return [createProblem('version', 'A newer Hookwright made this file. Update Hookwright, then try it again.')];
  }
  if (version !== VERSION) return [createProblem('version', `The version of the format has to be ${VERSION}.`)];
  return [createProblem('', 'Only “format”, “version” and “provider” belong here. Remove what else there is.')];
}
