import { readdirSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { findFormat } from '../../../src-main/engine/imports/formats.ts';
import { type ReadItem, type SourceFile, UnreadableSource } from '../../../src-main/engine/imports/imported-request.ts';
import { readSource } from '../../../src-main/engine/imports/read-source.ts';

/** Every byte of the sources with `HOOKWRIGHT_FAULTS=long`; without it, the beginning of every word. */
const EVERYWHERE = process.env.HOOKWRIGHT_FAULTS === 'long';

const folder = new URL('golden/', import.meta.url);
const originals: SourceFile[] = readdirSync(folder)
  .filter((name) => /\.(?:har|json|jsonl|http)$/.test(name))
  .map((name) => ({ name, bytes: readFileSync(new URL(name, folder)) }));

/** A word that no source has, put into a place where a value of the source is. */
const MARK = 'qzmarkqz';

interface Reading {
  items: ReadItem[];
  remarks: string[];
  unreadable: string | null;
}

function read(file: SourceFile): Reading {
  const reading: Reading = { items: [], remarks: [], unreadable: null };
  try {
    for (const item of readSource([file], findFormat([file]), (text) => reading.remarks.push(text))) {
      reading.items.push(item);
    }
  } catch (error) {
    if (!(error instanceof UnreadableSource)) throw error;
    reading.unreadable = error.message;
  }
  return reading;
}

/** Everything that an import keeps of a request, in one text; bodies in the spellings that a reader gives them. */
function listKept({ items }: Reading): string {
  return items
    .flatMap((item) => {
      if (!item.ok) return [];
      const { method, url, headers, body, eventType, outcome } = item.request;
      const { response } = outcome;
      const basic = headers.flatMap(([, value]) =>
        Buffer.from(value.replace(/^Basic /, ''), 'base64').toString('latin1'),
      );
      const parts = [
        method,
        url,
        ...headers.flat(),
        ...basic,
        body.toString('latin1'),
        eventType ?? '',
        outcome.error?.message ?? '',
      ];
      const answer =
        response === null ? [] : [response.statusText, ...response.headers.flat(), response.body.toString('latin1')];
      return [...parts, ...answer];
    })
    .join('\n')
    .toLowerCase();
}

/** What is said: the notes of requests, why others are refused, and remarks on the whole. */
function listSaid({ items, remarks, unreadable }: Reading): string[] {
  return [
    ...items.flatMap((item) => (item.ok ? [item.place, ...item.request.notes] : [`${item.place}: ${item.message}`])),
    ...remarks,
    unreadable ?? '',
  ];
}

function listPlaces({ bytes }: SourceFile): number[] {
  if (EVERYWHERE) return [...bytes.keys()];
  return [...bytes.toString('latin1').matchAll(/[A-Za-z]{3,}/g)].map(({ index }) => index);
}

function put({ name, bytes }: SourceFile, at: number): SourceFile {
  return { name, bytes: Buffer.concat([bytes.subarray(0, at), Buffer.from(MARK), bytes.subarray(at)]) };
}

/** What became of the word at a place: null where nothing says so. */
function follow(file: SourceFile, at: number, old: Reading): 'kept' | 'named' | 'refused' | 'left out' | null {
  const now = read(put(file, at));
  const said = listSaid(now);
  const place = file.name.endsWith('.http') ? placeInLines(file, at) : pathInJson(file, at);
  if (listKept(now).includes(MARK)) return 'kept';
  if (said.some((text) => text.includes(MARK))) return 'named';
  // As it was before, or because of the word: then something else is said.
  if (isRefused(old, place) || listSaid(old).join() !== said.join()) return 'refused';
  return said.some((text) => place.words.some((word) => text.includes(word))) ? 'left out' : null;
}

test('a word put anywhere into a source is in a request, in a note, or refused with the reason', {
  timeout: 600_000,
}, () => {
  const seen = { kept: 0, named: 0, refused: 0, 'left out': 0 };
  const lost: string[] = [];
  for (const file of originals) {
    const old = read(file);
    for (const at of listPlaces(file)) {
      const end = follow(file, at, old);
      if (end === null)
        lost.push(`${file.name} at ${at}: ${file.bytes.toString('latin1', Math.max(0, at - 30), at + 15)}`);
      else seen[end] += 1;
    }
  }
  expect(lost).toEqual([]);
  // The control: words reach each of these ends.
  for (const count of Object.values(seen)) expect(count).toBeGreaterThan(20);
});

/** Where a word is: how its request is called, and by which words a note would say that it is left out. */
interface Place {
  starts: string[];
  words: string[];
}

function isRefused({ items, unreadable }: Reading, { starts }: Place): boolean {
  if (unreadable !== null || items.every(({ ok }) => !ok)) return true;
  return items.some(({ ok, place }) => !ok && starts.some((start) => place.startsWith(start)));
}

/** The names of what is around a place in JSON, from outside in; of JSON lines the line. */
function pathInJson({ name, bytes }: SourceFile, at: number): Place {
  const text = bytes.toString('latin1');
  const line = text.slice(0, at).split('\n').length;
  const levels: { index: number; key: string }[] = [];
  let key = '';
  for (let from = name.endsWith('.jsonl') ? text.lastIndexOf('\n', at) + 1 : 0; from <= at; from += 1) {
    const character = text[from] ?? '';
    if (character === '"') {
      const end = /"(?:[^"\\]|\\.)*"?/y;
      end.lastIndex = from;
      const whole = end.exec(text)?.[0] ?? '"';
      if (from + whole.length > at) {
        if (/^\s*:/.test(text.slice(from + whole.length, from + whole.length + 9))) key = whole.slice(1, -1);
        break;
      }
      if (/^\s*:/.test(text.slice(from + whole.length, from + whole.length + 9))) key = whole.slice(1, -1);
      from += whole.length - 1;
    } else if (character === '{' || character === '[') {
      levels.push({ index: character === '[' ? 0 : -1, key });
      key = '';
    } else if (character === '}' || character === ']') key = levels.pop()?.key ?? '';
    else if (character === ',') {
      const level = levels.at(-1);
      if (level !== undefined && level.index >= 0) level.index += 1;
      key = '';
    }
  }
  const parts = levels.map(({ key: own, index }) => own + (index < 0 ? '' : `[${index}]`));
  const path = parts.reduce(
    (all, part) => (part === '' || part.startsWith('[') ? all + part : `${all === '' ? '' : `${all}.`}${part}`),
    '',
  );
  const item = /^(?:.*?item\[\d+\])+|^.*?\[\d+\]/.exec(path)?.[0] ?? path;
  const inList = /^(\[\d+\])/.exec(path)?.[0];
  const names = [...levels.map(({ key: own }) => own), key].filter((each) => each !== '' && !outer.has(each));
  const words = names.flatMap((each) => [each, ...(synonyms.get(each) ?? [])]);
  return { starts: [...(item === '' ? [] : [item]), ...(inList === undefined ? [] : [inList]), `line ${line}`], words };
}

const outer = new Set(['log', 'entries', 'request', 'item', 'headers']);
/** What a note calls a field. */
const synonyms = new Map([
  ['event', ['scripts']],
  ['query', ['parameter']],
  ['header', ['switched off']],
  ['urlencoded', ['switched off']],
  ['auth', ['authorization', 'Authorization']],
  ['body', ['The body is switched off', 'body is written']],
  ['url', ['path variable']],
  ['response', ['answer', 'saved examples']],
]);

/** The line of the request that a line of a `.http` file belongs to. */
function placeInLines({ name, bytes }: SourceFile, at: number): Place {
  const text = bytes.toString('latin1');
  const lines = text.split('\n');
  const index = text.slice(0, at).split('\n').length - 1;
  const next = lines.findIndex((line, number) => number >= index && /^(?:[A-Z]+ \S|https?:)/.test(line));
  let own = index;
  while (own > 0 && !/^(?:[A-Z]+ \S|https?:)/.test(lines[own] ?? '')) own -= 1;
  const words = ['Comments', 'variable', 'script', 'follows'];
  return { starts: [own, next, index].map((number) => `${name}, line ${number + 1}`), words };
}
