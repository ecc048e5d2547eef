import { createHash } from 'node:crypto';
import { asObject, asText, FieldProblem, type JsonObject, pick } from './json-fields.ts';
import { isOn, listPairs } from './postman-fields.ts';

/** What Postman sets for a body where no header says it. */
const types: Readonly<Record<string, string>> = {
  json: 'application/json',
  xml: 'application/xml',
  html: 'text/html',
  javascript: 'application/javascript',
  text: 'text/plain',
};

const none = { body: Buffer.alloc(0), type: null };

/** @returns the body, and the Content-Type that Postman gives it; null where it gives none. @throws FieldProblem */
export function readPostmanBody(value: unknown, path: string, notes: string[]): { body: Buffer; type: string | null } {
  if (value === undefined || value === null) return none;
  const source = asObject(value, path);
  const mode = pick(source, 'mode');
  if (mode === undefined || mode === null || mode === 'none') return none;
  if (pick(source, 'disabled') === true) {
    notes.push('The body is switched off, so it is left out.');
    return none;
  }
  const content = pick(source, asText(mode, `${path}.mode`));
  if (content === undefined || content === null) return none;
  const at = `${path}.${String(mode)}`;
  if (mode === 'raw') return { body: Buffer.from(asText(content, at), 'utf8'), type: findType(source) };
  if (mode === 'urlencoded') return writeForm(content, at, notes);
  if (mode === 'formdata') return writeParts(content, at, notes);
  if (mode === 'graphql') return writeGraphQl(content, at, notes);
  if (mode !== 'file')
    throw new FieldProblem(`${path}.mode`, `A body of the kind “${String(mode).slice(0, 40)}” is not read.`);
  const inline = pick(asObject(content, at), 'content');
  if (typeof inline === 'string') return { body: Buffer.from(inline, 'utf8'), type: null };
  throw new FieldProblem(
    at,
    'The body is a file, and no file is read. Put its text into the collection as a raw body.',
  );
}

function findType(body: JsonObject): string | null {
  const options = pick(body, 'options');
  const raw = typeof options === 'object' && options !== null ? pick(options as JsonObject, 'raw') : null;
  const language = typeof raw === 'object' && raw !== null ? pick(raw as JsonObject, 'language') : null;
  // The text alone counts as plain text.
  return typeof language === 'string' && Object.hasOwn(types, language) ? (types[language] ?? null) : 'text/plain';
}

function writeForm(content: unknown, at: string, notes: string[]): { body: Buffer; type: string | null } {
  const fields = listPairs(content, at).filter((field) => isOn(field, 'The field', notes));
  if (fields.length === 0) return none;
  notes.push('The body is written from the fields of a form.');
  // A variable stays one that can be read.
  const encode = (text: string): string =>
    encodeURIComponent(toWellFormed(text)).replaceAll('%7B%7B', '{{').replaceAll('%7D%7D', '}}');
  const text = fields.map(({ key, value }) => `${encode(key)}=${encode(value)}`).join('&');
  return { body: Buffer.from(text, 'utf8'), type: 'application/x-www-form-urlencoded' };
}

const toWellFormed = (text: string): string => Buffer.from(text, 'utf8').toString('utf8');

/** A multipart body (RFC 7578) with our own boundary: Postman makes another one each time it sends. */
function writeParts(content: unknown, at: string, notes: string[]): { body: Buffer; type: string | null } {
  const fields = listPairs(content, at).filter((field) => isOn(field, 'The part', notes));
  if (fields.length === 0) return none;
  const file = fields.find(({ source }) => pick(source, 'type') === 'file');
  if (file !== undefined)
    throw new FieldProblem(at, `The part ${file.key.slice(0, 60)} is a file, and no file is read.`);
  const boundary = `hookwright-${createHash('sha256')
    .update(JSON.stringify(fields.map(({ key, value }) => [key, value])))
    .digest('hex')
    .slice(0, 32)}`;
  const quote = (name: string): string => name.replaceAll('"', '%22').replaceAll('\r', '%0D').replaceAll('\n', '%0A');
  const parts = fields.map(({ key, value, source }) => {
    const type = pick(source, 'contentType');
    const header = typeof type === 'string' && type !== '' ? `Content-Type: ${type.replace(/[\r\n]/g, ' ')}\r\n` : '';
    return `--${boundary}\r\nContent-Disposition: form-data; name="${quote(key)}"\r\n${header}\r\n${value}\r\n`;
  });
  notes.push('The body is written from the parts of a form, with a boundary of its own.');
  return {
    body: Buffer.from(`${parts.join('')}--${boundary}--\r\n`, 'utf8'),
    type: `multipart/form-data; boundary=${boundary}`,
  };
}

function writeGraphQl(content: unknown, at: string, notes: string[]): { body: Buffer; type: string | null } {
  const graphql = asObject(content, at);
  const query = asText(pick(graphql, 'query') ?? '', `${at}.query`);
  const variables = pick(graphql, 'variables');
  const text = typeof variables === 'string' ? variables.trim() : JSON.stringify(variables ?? {});
  if (text !== '' && !isJsonObject(text))
    throw new FieldProblem(`${at}.variables`, 'The variables are not a JSON object.');
  const name = pick(graphql, 'operationName');
  const operation = typeof name === 'string' && name !== '' ? `"operationName":${JSON.stringify(name)},` : '';
  notes.push('The body is written from the GraphQL query and its variables.');
  const body = `{"query":${JSON.stringify(query)},${operation}"variables":${text === '' ? '{}' : text}}`;
  return { body: Buffer.from(body, 'utf8'), type: 'application/json' };
}

function isJsonObject(text: string): boolean {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null && !Array.isArray(value);
  } catch {
    return false;
  }
}
