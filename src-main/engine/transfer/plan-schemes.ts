import type { FieldIssue } from '../../../src-preload/contract/errors.ts';
import type { SigningScheme } from '../../../src-preload/contract/signing.ts';
import type { TransferField, TransferItem } from '../../../src-preload/contract/transfer.ts';
import { createProblem } from '../read-json-file.ts';
import { readScheme } from '../schemes/read-scheme.ts';
import { findOwnIdProblem } from '../signing/own-scheme-id.ts';
import { schemes as shipped } from '../signing/schemes.ts';
import type { ImportWrites } from './import-writes.ts';
import { compareField, differs } from './plan-providers.ts';
import type { PlanRun } from './plan-run.ts';
import type { WorkspaceReader } from './workspace-reader.ts';

export interface SchemesPlan {
  items: TransferItem[];
  problems: FieldIssue[];
  /** The own schemes as they are after the import; webhooks are checked against them. */
  next: ReadonlyMap<string, SigningScheme>;
}

/** Plans the own schemes of an exported file: by their ids they are new, other versions of those here, or the same. */
export async function planSchemes(
  reader: WorkspaceReader,
  given: readonly unknown[],
  writes: ImportWrites,
  pause: PlanRun['pause'],
): Promise<SchemesPlan> {
  const here = new Map(reader.ownSchemes().map((scheme) => [scheme.id, scheme]));
  const next = new Map(here);
  const items: TransferItem[] = [];
  const problems: FieldIssue[] = [];
  const places = new Map<string, string>();

  for (const [index, value] of given.entries()) {
    await pause();
    const path = `schemes[${index}]`;
    const reading = await readScheme(value, path);
    if (!reading.ok) {
      problems.push(...reading.problems);
      continue;
    }
    const { scheme } = reading;
    const wrongId = findOwnIdProblem(scheme.id);
    if (wrongId !== null) problems.push(createProblem(`${path}.id`, wrongId));
    if (places.has(scheme.id)) problems.push(createProblem(`${path}.id`, `The id “${scheme.id}” is there twice.`));
    places.set(scheme.id, path);
    next.set(scheme.id, scheme);
    const before = here.get(scheme.id);
    const fields = before === undefined ? [] : compareSchemes(before, scheme);
    const action = before === undefined ? 'create' : fields.length > 0 ? 'change' : 'leave';
    const users = action === 'change' ? reader.usersOf(scheme.id) : [];
    const notes =
      users.length === 0 ? [] : [`Signs ${nameAll(users)}: from their next delivery on by the new version.`];
    items.push({ kind: 'scheme', path, name: scheme.name, providerId: '', action, fields, notes });
    if (action !== 'leave') writes.schemes.push(scheme);
  }
  return { items, problems: [...problems, ...findNameProblems(next, places)], next };
}

/** A name means one scheme, after the import as well. */
function findNameProblems(next: ReadonlyMap<string, SigningScheme>, places: ReadonlyMap<string, string>): FieldIssue[] {
  const byName = new Map<string, string[]>();
  for (const { id, name } of [...shipped.values(), ...next.values()]) {
    byName.set(name.toLowerCase(), [...(byName.get(name.toLowerCase()) ?? []), id]);
  }
  return [...places].flatMap(([id, path]) => {
    const name = next.get(id)?.name ?? '';
    if ((byName.get(name.toLowerCase())?.length ?? 0) < 2) return [];
    return [createProblem(`${path}.name`, `There is another scheme “${name}”. Rename one of the two.`)];
  });
}

function compareSchemes(before: SigningScheme, after: SigningScheme): TransferField[] {
  const [old, other] = [before, after].map((scheme): Record<string, unknown> => ({ ...scheme }));
  const names = new Set([...Object.keys(old ?? {}), ...Object.keys(other ?? {})]);
  return [...names].map((field) => compareField(field, old?.[field], other?.[field])).filter(differs);
}

function nameAll(names: readonly string[]): string {
  const shown = names.slice(0, 5).map((name) => `“${name}”`);
  return names.length > 5 ? `${shown.join(', ')} and ${names.length - 5} more webhooks` : shown.join(', ');
}
