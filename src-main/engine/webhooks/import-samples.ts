import type { FieldIssue } from '../../../src-preload/contract/errors.ts';
import type { Params } from '../../../src-preload/contract/methods.ts';
import type { EventTypeSpec, SampleEvent } from '../../../src-preload/contract/provider.ts';
import type { SampleImportItem, SampleImportPlan } from '../../../src-preload/contract/sample-file.ts';
import { createIssue } from './issues.ts';
import { readSampleFile, type SampleInFile } from './sample-file.ts';

const LARGEST_DATA = 5_000_000;
const LONGEST_NAME = 200;

export interface PlannedImport {
  plan: SampleImportPlan;
  /** What is to be saved, one for each change; a null id is a new sample. */
  writes: (Pick<SampleEvent, 'eventType' | 'name' | 'dataText'> & { id: string | null })[];
}

/** What an import would do. A sample is the same one where event and name are the same. Writes nothing, never throws. */
export function planSampleImport(
  { providerId, text, eventType, name }: Params<'samples.plan'>,
  present: readonly SampleEvent[],
  eventTypes: readonly EventTypeSpec[],
): PlannedImport {
  const { kind, samples, problems } = readSampleFile(text, providerId, { eventType, name: name.trim() });
  const items: SampleImportItem[] = [];
  const writes: PlannedImport['writes'] = [];
  for (const [index, sample] of samples.entries()) {
    problems.push(...findProblems(sample, samples.slice(0, index), eventTypes));
    const known = present.find((each) => each.eventType === sample.eventType && each.name === sample.name.trim());
    const action = known === undefined ? 'create' : isSame(known, sample) ? 'leave' : 'change';
    const shown = { eventType: sample.eventType, name: sample.name.trim() };
    items.push({ path: sample.path, ...shown, action });
    if (action !== 'leave') writes.push({ id: known?.id ?? null, ...shown, dataText: sample.dataText });
  }
  return { plan: { kind, items, problems, changes: writes.length }, writes };
}

function findProblems(
  { path, eventType, name, dataText }: SampleInFile,
  before: readonly SampleInFile[],
  eventTypes: readonly EventTypeSpec[],
): FieldIssue[] {
  const at = (field: string): string => (path === '' ? field : `${path}.${field}`);
  const problems: FieldIssue[] = [];
  if (!eventTypes.some(({ id }) => id === eventType)) {
    problems.push(createIssue(at('event'), `There is no event “${eventType}” that this could be data of.`));
  }
  if (name.trim() === '') problems.push(createIssue(at('name'), 'The sample event has no name. Enter one.'));
  if (name.length > LONGEST_NAME)
    problems.push(createIssue(at('name'), `A name has at most ${LONGEST_NAME} characters.`));
  if (before.some((other) => other.eventType === eventType && other.name.trim() === name.trim())) {
    problems.push(createIssue(at('name'), `There are two samples “${name.trim()}” of this event. Rename one.`));
  }
  if (dataText.length > LARGEST_DATA) problems.push(createIssue(at('data'), 'The data is larger than 5 MB.'));
  return problems;
}

/** The file is laid out as a whole, so white space around the data is not compared. */
function isSame(known: SampleEvent, { dataText }: SampleInFile): boolean {
  return known.dataText.trim() === dataText;
}
