import type { HeaderPair } from '../../../src-preload/contract/compose.ts';
import { checkRequest } from './check-request.ts';
import { decodeText } from './decode-text.ts';
import {
  type RawRequest,
  type ReadItem,
  type Remark,
  type SourceFile,
  UnreadableSource,
  unknownOutcome,
} from './imported-request.ts';
import { asArray, asObject, asOctets, asText, FieldProblem, type JsonObject, parseJson, pick } from './json-fields.ts';
import { addPostmanAuth } from './postman-auth.ts';
import { readPostmanBody } from './postman-body.ts';
import { isOn, listPairs, listVariables } from './postman-fields.ts';
import { readPostmanUrl } from './postman-url.ts';
import { findRepeatedKeys, listRepeated } from './repeated-keys.ts';

const readOfItem = ['name', 'request', 'item', 'auth', 'description', 'id', 'uid'];
const readOfRequest = ['method', 'url', 'header', 'body', 'auth', 'description'];

/** What an item has from the folders that it is in. */
interface Folder {
  path: string;
  names: string;
  auth: unknown;
}

/**
 * A Postman collection, format 2.0 and 2.1 (https://schema.postman.com/collection/json/v2.1.0/docs/index.html), alone or as Postman's API
 * wraps it. Variables stay as they are, scripts are not run, and files are not read. @throws UnreadableSource
 */
export function* readPostman({ bytes }: SourceFile, remark: Remark): Generator<ReadItem> {
  const text = decodeText(bytes);
  const parsed = parseJson(text);
  if (!parsed.ok) throw new UnreadableSource('', parsed.message);
  let items: readonly unknown[];
  let collection: JsonObject;
  let prefix = '';
  try {
    const outer = asObject(parsed.value, '');
    const inner = pick(outer, 'collection');
    if (inner !== undefined) prefix = 'collection.';
    collection = inner === undefined ? outer : asObject(inner, 'collection');
    items = asArray(pick(collection, 'item'), `${prefix}item`);
  } catch (error) {
    if (!(error instanceof FieldProblem)) throw error;
    throw new UnreadableSource(error.path, `This is not a Postman collection. ${error.message}`);
  }
  for (const sentence of listRepeated(findRepeatedKeys(text))) remark(sentence);
  const left = Object.keys(collection).filter((key) => !['item', 'auth'].includes(key));
  if (left.length > 0) remark(`Of the collection, this is not read: ${left.slice(0, 20).join(', ')}.`);
  yield* readItems(items, { path: `${prefix}item`, names: '', auth: pick(collection, 'auth') });
}

/** Not recursive: JSON is read to a depth of 500, and so many generators in one another would each hand on every item. */
function* readItems(top: readonly unknown[], outer: Folder): Generator<ReadItem> {
  const open: { items: readonly unknown[]; next: number; folder: Folder }[] = [{ items: top, next: 0, folder: outer }];
  for (let level = open.at(-1); level !== undefined; level = open.at(-1)) {
    const { items, folder } = level;
    const index = level.next;
    level.next += 1;
    if (index >= items.length) {
      open.pop();
      continue;
    }
    const path = `${folder.path}[${index}]`;
    try {
      const item = asObject(items[index], path);
      const name = pick(item, 'name');
      const names = [folder.names, typeof name === 'string' ? name.slice(0, 80) : ''].filter((each) => each !== '');
      const own = pick(item, 'auth');
      const inner: Folder = { path: `${path}.item`, names: names.join(' / '), auth: own ?? folder.auth };
      const children = pick(item, 'item');
      if (children !== undefined) open.push({ items: asArray(children, `${path}.item`), next: 0, folder: inner });
      else yield checkRequest(`${path} ${names.join(' / ')}`.trimEnd().slice(0, 200), readItem(item, path, inner.auth));
    } catch (error) {
      if (!(error instanceof FieldProblem)) throw error;
      yield { ok: false, place: error.path, message: error.message, method: '', url: '' };
    }
  }
}

function readItem(item: JsonObject, path: string, auth: unknown): RawRequest {
  const at = `${path}.request`;
  const found = pick(item, 'request');
  // The short form: an address, which is got.
  const request: JsonObject = typeof found === 'string' ? { url: found } : asObject(found, at);
  const notes: string[] = [];
  noteUnread(item, request, notes);
  const url = readPostmanUrl(pick(request, 'url'), `${at}.url`, notes);
  const headers = readHeaders(pick(request, 'header'), `${at}.header`, notes);
  const { body, type } = readPostmanBody(pick(request, 'body'), `${at}.body`, notes);
  if (type !== null && !headers.some(([name]) => name.toLowerCase() === 'content-type')) {
    headers.push(['Content-Type', type]);
    notes.push(`Content-Type: ${type} is added, as Postman does.`);
  }
  const own = pick(request, 'auth');
  const signedUrl = addPostmanAuth(own ?? auth, url, headers, notes);
  const variables = listVariables(signedUrl, headers, body);
  if (/^[^/]*\/\/[^/]*\{\{|^\{\{/.test(signedUrl)) {
    throw new FieldProblem(
      `${at}.url`,
      `The address holds a variable, ${variables[0] ?? ''}. Put its value in its place.`,
    );
  }
  if (variables.length > 0) notes.push(`Variables are left as they are: ${variables.join(', ')}.`);
  const method = pick(request, 'method');
  return {
    method: method === undefined ? 'GET' : asText(method, `${at}.method`),
    url: signedUrl,
    headers,
    body,
    eventType: null,
    outcome: unknownOutcome,
    notes,
  };
}

function noteUnread(item: JsonObject, request: JsonObject, notes: string[]): void {
  const words: Readonly<Record<string, string>> = { event: 'scripts', response: 'saved examples' };
  const left = [
    ...Object.keys(item).filter((key) => !readOfItem.includes(key)),
    ...Object.keys(request).filter((key) => !readOfRequest.includes(key)),
  ].filter((key) => !(Object.hasOwn(words, key) && isEmptyList(item[key])));
  if (left.length === 0) return;
  const shown = left.slice(0, 10).map((key) => words[key] ?? key.slice(0, 40));
  notes.push(`Left out: ${shown.join(', ')}${left.length > 10 ? ` and ${left.length - 10} more` : ''}.`);
}

const isEmptyList = (value: unknown): boolean => Array.isArray(value) && value.length === 0;

/** A list of fields, or the lines of a head as one text. */
function readHeaders(value: unknown, path: string, notes: string[]): HeaderPair[] {
  if (value === undefined || value === null) return [];
  if (typeof value !== 'string') {
    return listPairs(value, path)
      .filter((field) => isOn(field, 'The header', notes))
      .map(({ key, value: content }) => [key, asOctets(content, path)]);
  }
  return value
    .split('\n')
    .filter((line) => line.trim() !== '')
    .map((line, index): HeaderPair => {
      const colon = line.indexOf(':');
      if (colon <= 0) throw new FieldProblem(`${path}, line ${index + 1}`, 'A header is a name, a colon and a value.');
      return [line.slice(0, colon), asOctets(line.slice(colon + 1).trim(), path)];
    });
}
