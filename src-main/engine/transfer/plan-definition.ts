import type { FieldIssue } from '../../../src-preload/contract/errors.ts';
import type { Provider } from '../../../src-preload/contract/provider.ts';
import type { TransferItem } from '../../../src-preload/contract/transfer.ts';
import { readProvider, toPlain, writeProviderFile } from '../providers/own/provider-file.ts';
import { createProblem } from '../read-json-file.ts';
import type { ProviderInUse } from '../webhooks/provider-states.ts';
import type { ImportWrites } from './import-writes.ts';
import { compareField, differs } from './plan-providers.ts';
import type { WorkspaceReader } from './workspace-reader.ts';

export type DefinitionPlan =
  | { ok: true; item: TransferItem; state: ProviderInUse }
  | { ok: false; problems: FieldIssue[] };

/** Plans the own provider that comes along in an exported file: it becomes a provider file of this workspace. */
export function planDefinition(
  reader: WorkspaceReader,
  providerId: string,
  definition: unknown,
  writes: ImportWrites,
): DefinitionPlan {
  const path = `providers.${providerId}.definition`;
  const reading = readProvider(definition, path);
  if (!reading.ok) return reading;
  const { provider } = reading;
  if (provider.id !== providerId) {
    return { ok: false, problems: [createProblem(`${path}.id`, `It has to be “${providerId}”.`)] };
  }
  const here = reader.state(providerId)?.provider ?? null;
  const file = reader.providerFile(providerId);
  if (here !== null && file === null) {
    const message = `“${providerId}” is ${here.name}, which Hookwright brings. It cannot be another one.`;
    return { ok: false, problems: [createProblem(path, message)] };
  }
  const fields = here === null ? [] : compareProviders(here, provider);
  const action = here === null ? 'create' : fields.length > 0 ? 'change' : 'leave';
  if (action !== 'leave') {
    writes.definitions.push({ providerId, file, text: writeProviderFile(provider) });
  }
  const notes = action === 'create' ? [`Becomes a provider file of this workspace. ${provider.summary}`.trim()] : [];
  return {
    ok: true,
    item: { kind: 'provider', path, name: provider.name, providerId, action, fields, notes },
    state: reader.stateOf(provider),
  };
}

function compareProviders(before: Provider, after: Provider) {
  const old = toPlain(before) as Record<string, unknown>;
  return Object.entries(toPlain(after) as Record<string, unknown>)
    .map(([field, value]) => compareField(field, old[field], value))
    .filter(differs);
}
