import type { FieldIssue } from '../../../src-preload/contract/errors.ts';
import type { SampleEvent } from '../../../src-preload/contract/provider.ts';
import { JsonArray, JsonNumber, JsonObject, type JsonValue, parseEventData } from '../template/index.ts';
import { createIssue } from './issues.ts';

const FORMAT = 'hookwright-samples';
const VERSION = 1;
/** In front of the lines of an event's data, so that the file is laid out as a whole. */
const INDENT = ' '.repeat(6);

export interface SampleInFile {
  path: string;
  eventType: string;
  name: string;
  dataText: string;
}

export interface SampleFileReading {
  kind: 'library' | 'event';
  samples: SampleInFile[];
  problems: FieldIssue[];
}

/** The file. The data of each event stands in it as it is written, so that numbers keep their digits. */
export function writeSampleFile(providerId: string, samples: readonly SampleEvent[]): string {
  const entries = samples.map(
    ({ eventType, name, dataText }) =>
      `    {\n      "event": ${JSON.stringify(eventType)},\n      "name": ${JSON.stringify(name)},\n` +
      `      "data": ${dataText.trim().replaceAll('\n', `\n${INDENT}`)}\n    }`,
  );
  const list = entries.length === 0 ? '[]' : `[\n${entries.join(',\n')}\n  ]`;
  return `{\n  "format": "${FORMAT}",\n  "version": ${VERSION},\n  "provider": ${JSON.stringify(providerId)},\n  "samples": ${list}\n}\n`;
}

/**
 * Reads a file of samples, or the data of one event, which then gets the event type and the name of `single`. Never throws:
 * what is wrong is told with its place.
 */
export function readSampleFile(
  given: string,
  providerId: string,
  single: Pick<SampleInFile, 'eventType' | 'name'>,
): SampleFileReading {
  const text = given.startsWith('\ufeff') ? given.slice(1) : given;
  const file = parseEventData(text);
  if (!file.ok) {
    const message = text.trim() === '' ? 'There is nothing to import yet.' : file.message;
    return { kind: 'event', samples: [], problems: [createIssue(describePlace(text, file.offset), message)] };
  }
  const { members } = file.value;
  if (members.get('format') !== FORMAT) {
    return { kind: 'event', samples: [{ path: '', ...single, dataText: unindent(file.value.text) }], problems: [] };
  }
  const problem = findStranger(members, providerId);
  const list = members.get('samples');
  if (problem !== null || !(list instanceof JsonArray)) {
    const missing = createIssue('samples', 'The list of samples is missing.');
    return { kind: 'library', samples: [], problems: [problem ?? missing] };
  }
  const problems: FieldIssue[] = [];
  const samples = list.items.map((item, index) => readSample(item, `samples[${index}]`, problems));
  return { kind: 'library', samples: samples.filter((sample) => sample !== null), problems };
}

/** `line 3, column 14` */
export function describePlace(text: string, offset: number): string {
  const before = text.slice(0, offset).split('\n');
  return `line ${before.length}, column ${(before.at(-1)?.length ?? 0) + 1}`;
}

function findStranger(members: ReadonlyMap<string, JsonValue>, providerId: string): FieldIssue | null {
  const version = members.get('version');
  if (!(version instanceof JsonNumber) || version.raw !== String(VERSION)) {
    return createIssue('version', `The version of the file has to be ${VERSION}. A newer Hookwright may have made it.`);
  }
  const provider = members.get('provider');
  if (provider === providerId) return null;
  const whose = typeof provider === 'string' ? `“${provider}”` : 'no provider';
  return createIssue('provider', `These are samples of ${whose}, not of “${providerId}”.`);
}

function readSample(item: JsonValue, path: string, problems: FieldIssue[]): SampleInFile | null {
  if (!(item instanceof JsonObject)) {
    problems.push(createIssue(path, 'A sample is an object with event, name and data.'));
    return null;
  }
  const eventType = readText(item, 'event', path, problems);
  const name = readText(item, 'name', path, problems);
  const data = item.members.get('data');
  if (!(data instanceof JsonObject)) {
    problems.push(createIssue(`${path}.data`, 'The data of an event is a JSON object.'));
    return null;
  }
  return { path, eventType, name, dataText: unindent(data.text) };
}

function readText(item: JsonObject, key: string, path: string, problems: FieldIssue[]): string {
  const value = item.members.get(key);
  if (typeof value === 'string') return value;
  problems.push(createIssue(`${path}.${key}`, 'A text is missing here.'));
  return '';
}

/** Takes off what all lines but the first are indented by. There are no line breaks in JSON strings, so it is white space. */
function unindent(text: string): string {
  const [first = '', ...others] = text.split('\n');
  const widths = others.filter((line) => line.trim() !== '').map((line) => line.length - line.trimStart().length);
  const width = Math.min(...widths);
  return [first, ...others.map((line) => line.slice(Number.isFinite(width) ? width : 0))].join('\n');
}
