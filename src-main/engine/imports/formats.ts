import { extname } from 'node:path';
import type { ImportFormat, ImportFormatInfo } from '../../../src-preload/contract/imports.ts';
import { type ReadItem, type Remark, type SourceFile, UnreadableSource } from './imported-request.ts';
import { type JsonStart, peekJson } from './json-slices.ts';
import { readFetch } from './read-fetch.ts';
import { readGitHub } from './read-github.ts';
import { readHar } from './read-har.ts';
import { readJsonLines } from './read-json-lines.ts';
import { readPostman } from './read-postman.ts';
import { readRawHttp } from './read-raw-http.ts';
import { readStripe } from './read-stripe.ts';
import { readCurl } from './shell/read-curl.ts';

type Reader = (file: SourceFile, remark: Remark) => Generator<ReadItem>;

interface Format extends ImportFormatInfo {
  read: Reader;
  /** Whether JSON that begins like this is of the format. */
  fits?(start: JsonStart): boolean;
}

const has = ({ members }: JsonStart, ...keys: readonly string[]): boolean => keys.every((key) => members.has(key));

/** It has a `request` too, as the entries of an archive have. */
const isStripeEvent = ({ members }: JsonStart): boolean => members.get('object') === '"event"';

/** Every format that is read, in the order in which a JSON text is tried. */
const table: readonly Format[] = [
  {
    id: 'har',
    label: 'HAR',
    extensions: ['.har', '.json'],
    read: readHar,
    fits: (start) =>
      start.kind === 'object'
        ? has(start, 'log') && !has(start, 'url')
        : has(start, 'request') && !has(start, 'guid') && !has(start, 'url') && !isStripeEvent(start),
  },
  {
    id: 'postman',
    label: 'Postman collection',
    extensions: ['.json'],
    read: readPostman,
    fits: (start) => start.kind === 'object' && (has(start, 'info', 'item') || has(start, 'collection')),
  },
  {
    id: 'github',
    label: 'GitHub webhook deliveries',
    extensions: ['.json'],
    read: readGitHub,
    fits: (start) => has(start, 'guid', 'delivered_at'),
  },
  {
    id: 'stripe',
    label: 'Stripe events',
    extensions: ['.json'],
    read: readStripe,
    fits: (start) =>
      isStripeEvent(start) ||
      (start.kind === 'object' && start.members.get('object') === '"list"' && start.members.has('data')),
  },
  {
    id: 'json-lines',
    label: 'JSON lines',
    extensions: ['.jsonl', '.ndjson', '.json'],
    read: readJsonLines,
    fits: (start) => has(start, 'url'),
  },
  { id: 'raw-http', label: 'raw HTTP or .http file', extensions: ['.http', '.rest'], read: readRawHttp },
  { id: 'fetch', label: 'fetch() as browsers copy it', extensions: ['.js', '.mjs'], read: readFetch },
  { id: 'curl', label: 'cURL', extensions: ['.sh', '.bat', '.cmd', '.txt'], read: readCurl },
];

/** The formats that are read, to show when a source is chosen. */
export function listFormats(): ImportFormatInfo[] {
  return table.map(({ id, label, extensions }) => ({ id, label, extensions: [...extensions] }));
}

export function findReader(format: ImportFormat): Reader {
  const found = table.find(({ id }) => id === format);
  if (found === undefined) throw new Error(`no reader for ${format}`);
  return found.read;
}

/** As much of a source as is looked at to find out its format, in bytes. */
const LOOKED_AT = 256 * 1024;

/**
 * The format of a source: by the name of its file and how it begins. Several files are raw messages.
 * @throws UnreadableSource for what is none of them
 */
export function findFormat(files: readonly SourceFile[]): ImportFormat {
  const [file] = files;
  if (file === undefined || files.length > 1) return 'raw-http';
  const extension = extname(file.name).toLowerCase();
  const named = table.filter(({ extensions }) => extensions.includes(extension));
  const [only] = named;
  // A script may begin with `{`, which groups commands.
  if (only !== undefined && only.fits === undefined && extension !== '.txt') return only.id;
  const start = readStart(file.bytes);
  const json = peekJson(start);
  if (json !== null) {
    const found = table.find((format) => format.fits?.(json) === true);
    if (found !== undefined) return found.id;
    if (named.length === 1 && only !== undefined) return only.id;
    throw createUnknown(file.name);
  }
  if (extension === '.json') throw createUnknown(file.name);
  if (only !== undefined && extension !== '.txt') return only.id;
  if (/^[\s;]{0,200}(?:await\s{1,20})?fetch\s{0,20}\(/.test(start)) return 'fetch';
  return isHttpText(start) ? 'raw-http' : 'curl';
}

/** Whether the first line that is no comment and sets no variable is one of a request. */
function isHttpText(start: string): boolean {
  for (const line of start.split('\n')) {
    const text = line.trim();
    if (text.startsWith('###')) return true;
    if (text !== '' && !/^(?:#|\/\/|@[\w.-]+ *=)/.test(text)) return /^[A-Z]+ \S+(?: HTTP\/[\d.]+)?$/.test(text);
  }
  return false;
}

/** Without the mark of its encoding; of UTF-16 every other byte is left out, which is enough to know it by. */
function readStart(bytes: Buffer): string {
  return bytes
    .toString('latin1', 0, LOOKED_AT)
    .replace(/^(?:\xef\xbb\xbf|\xff\xfe|\xfe\xff)/, '')
    .replaceAll('\0', '');
}

function createUnknown(name: string): UnreadableSource {
  const labels = listFormats().map(({ label }) => label);
  return new UnreadableSource(
    '',
    `${name === '' ? 'This' : `“${name.slice(-100)}”`} is none of the formats that are read: ${labels.slice(0, -1).join(', ')} and ${labels.at(-1)}.`,
  );
}
