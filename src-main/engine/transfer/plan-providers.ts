import type { FieldIssue } from '../../../src-preload/contract/errors.ts';
import type { EventTypeSpec, SettingValue } from '../../../src-preload/contract/provider.ts';
import type { TransferField, TransferItem } from '../../../src-preload/contract/transfer.ts';
import { createProblem } from '../read-json-file.ts';
import { parseEventData } from '../template/index.ts';
import { validateSettings } from '../webhooks/provider-settings.ts';
import type { ProviderInUse } from '../webhooks/provider-states.ts';
import type { UsedTargets } from '../webhooks/scope-rules.ts';
import type { FileProvider } from './file-schema.ts';
import type { ImportWrites } from './import-writes.ts';
import { isSame, showValue } from './show-value.ts';
import type { WorkspaceReader } from './workspace-reader.ts';

/** What of a provider's part of the file goes where. */
export interface ProviderPlan {
  items: TransferItem[];
  problems: FieldIssue[];
  /** The provider as it is after the import; webhooks are checked against it. */
  next: ProviderInUse;
}

/** Plans settings, own events and own samples. `usedTargets`: what webhooks belong to after the import. */
export function planProvider(
  reader: WorkspaceReader,
  state: ProviderInUse,
  file: FileProvider,
  usedTargets: UsedTargets,
  writes: ImportWrites,
): ProviderPlan {
  const { provider } = state;
  const path = `providers.${provider.id}`;
  const items: TransferItem[] = [];
  const problems: FieldIssue[] = [];

  function add(kind: TransferItem['kind'], at: string, name: string, isNew: boolean, fields: TransferField[]): boolean {
    const action = isNew ? 'create' : fields.length > 0 ? 'change' : 'leave';
    items.push({ kind, path: at, name, providerId: provider.id, action, fields, notes: [] });
    return action !== 'leave';
  }

  const settings: Record<string, SettingValue> = { ...state.settings, ...file.settings };
  const changed = Object.keys(file.settings).filter((id) => !isSame(state.settings[id], file.settings[id]));
  for (const issue of validateSettings(provider, settings, changed, usedTargets)) {
    problems.push(createProblem(`${path}.${issue.path}`, issue.message));
  }
  const fields = changed.map((id) => compareField(id, state.settings[id], file.settings[id]));
  if (Object.keys(file.settings).length > 0) add('settings', `${path}.settings`, provider.name, false, fields);
  for (const id of changed) writes.settings.push({ providerId: provider.id, id, value: settings[id] ?? '' });

  const eventTypes: EventTypeSpec[] = [...state.eventTypes];
  const own = new Map(reader.ownEvents(provider.id).map((row) => [row.id, row]));
  for (const [index, event] of file.events.entries()) {
    const at = `${path}.events[${index}]`;
    const present = own.get(event.id);
    const clash = eventTypes.find(({ id, wireName }) => wireName === event.name && id !== event.id);
    if (!provider.customEventTypes) {
      problems.push(createProblem(at, `${provider.name} has a fixed list of events; none can be added.`));
    } else if (!event.id.startsWith('own-')) {
      problems.push(createProblem(`${at}.id`, 'The id of an event of your own begins with “own-”.'));
    } else if (clash || file.events.findIndex(({ id }) => id === event.id) < index) {
      problems.push(createProblem(at, `There is an event “${event.name}” already. Choose another name.`));
    }
    const compared = present
      ? [
          compareField('name', present.wireName, event.name),
          compareField('description', present.description, event.description),
        ]
      : [];
    const row = { providerId: provider.id, id: event.id, wireName: event.name, description: event.description };
    if (add('event', at, event.name, !present, compared.filter(differs))) writes.events.push({ row, isNew: !present });
    const spec = {
      id: event.id,
      label: event.name,
      description: event.description,
      wireName: event.name,
      internal: false,
    };
    const place = eventTypes.findIndex(({ id }) => id === event.id);
    if (place < 0) eventTypes.push(spec);
    else eventTypes[place] = spec;
  }

  const samples = new Map(reader.ownSamples(provider.id).map((row) => [row.id, row]));
  for (const [index, sample] of file.samples.entries()) {
    const at = `${path}.samples[${index}]`;
    if (!eventTypes.some(({ id }) => id === sample.event)) {
      problems.push(createProblem(`${at}.event`, `There is no event “${sample.event}” that this could be data of.`));
    }
    if (file.samples.findIndex(({ id }) => id === sample.id) < index) {
      problems.push(createProblem(`${at}.id`, `The id “${sample.id}” is there twice.`));
    }
    const data = parseEventData(sample.data);
    if (!data.ok) problems.push(createProblem(`${at}.data`, `${data.message} (character ${data.offset + 1})`));
    const present = samples.get(sample.id);
    const compared = present
      ? [
          compareField('event', present.eventType, sample.event),
          compareField('name', present.name, sample.name),
          compareField('data', present.dataText, sample.data),
        ]
      : [];
    if (add('sample', at, sample.name, !present, compared.filter(differs))) {
      const { id, event, name, data: dataText } = sample;
      writes.samples.push({ providerId: provider.id, id, eventType: event, name, dataText });
    }
  }
  return { items, problems, next: { provider, settings, eventTypes } };
}

const values = new WeakMap<TransferField, boolean>();

/** Compared as they are, shown short. */
export function compareField(field: string, before: unknown, after: unknown): TransferField {
  const made = { field, before: showValue(before), after: showValue(after) };
  values.set(made, !isSame(before, after));
  return made;
}

export function differs(field: TransferField): boolean {
  return values.get(field) ?? field.before !== field.after;
}
