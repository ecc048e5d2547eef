import { z } from 'zod';
import type { FieldIssue } from '../../../src-preload/contract/errors.ts';
import type { SigningScheme } from '../../../src-preload/contract/signing.ts';
import { createProblem, type FileKind, readJsonFile } from '../read-json-file.ts';
import { findOwnIdProblem } from '../signing/own-scheme-id.ts';
import { readScheme, type SchemeReading } from './read-scheme.ts';

export const schemeFileKind: FileKind = { noun: 'scheme file', maximumBytes: 512 * 1024 };
const FORMAT = 'hookwright-scheme';
const VERSION = 1;

const envelopeSchema = z.strictObject({ format: z.literal(FORMAT), version: z.literal(VERSION), scheme: z.unknown() });

/**
 * Reads the file of an own scheme: `{ "format": "hookwright-scheme", "version": 1, "scheme": { … } }`. Never throws: what is
 * wrong has its JSON path, or line and column.
 */
export async function readSchemeFile(text: string): Promise<SchemeReading> {
  const reading = readJsonFile(text, schemeFileKind);
  if (!reading.ok) return { ok: false, scheme: null, problems: [reading.problem] };
  const envelope = envelopeSchema.safeParse(reading.value);
  if (!envelope.success) return { ok: false, scheme: null, problems: [describeStranger(reading.value)] };
  const found = await readScheme(envelope.data.scheme, 'scheme');
  if (!found.ok) return found;
  const problem = findOwnIdProblem(found.scheme.id);
  return problem === null ? found : { ok: false, scheme: null, problems: [createProblem('scheme.id', problem)] };
}

export function writeSchemeFile(scheme: SigningScheme): string {
  return `${JSON.stringify({ format: FORMAT, version: VERSION, scheme }, null, 2)}\n`;
}

/** One problem that says what the file is, rather than a list of everything that it lacks. */
function describeStranger(value: unknown): FieldIssue {
  const isObject = typeof value === 'object' && value !== null && !Array.isArray(value);
  const { format, version } = (isObject ? value : {}) as { format?: unknown; version?: unknown };
  if (format !== FORMAT) return createProblem('format', `This is not a scheme file: its format is not “${FORMAT}”.`);
  if (typeof version === 'number' && version > VERSION) {
    return createProblem('version', 'A newer Hookwright made this file. Update Hookwright, then import it again.');
  }
  if (version !== VERSION) return createProblem('version', `The version of the format has to be ${VERSION}.`);
  return createProblem('', 'Only “format”, “version” and “scheme” belong here. Remove everything else.');
}
