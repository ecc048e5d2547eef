import type { MessagePart, SignedPart } from '../../../src-preload/contract/signing.ts';
import { valuesOf } from './header-values.ts';
import { readField } from './json-field.ts';
import type { MessageSource } from './types.ts';

/** Enough to read; a longer part is shown cut, its `bytes` tell the truth. */
const shownCharacters = 100_000;

/** Anything that takes the message piece by piece: an HMAC, or a list to be joined. */
export interface MessageSink {
  update(piece: string | Buffer): unknown;
}

/**
 * Feeds the message to `sink` without joining it: joining copies the body, which costs more than all the rest of signing.
 * Texts go in as UTF-8.
 */
export function feedMessage(sink: MessageSink, message: readonly MessagePart[], source: MessageSource): void {
  let text = '';
  for (const part of message) {
    if (part.part === 'body') {
      if (text !== '') sink.update(text);
      text = '';
      sink.update(source.body);
    } else {
      text += toText(part, source);
    }
  }
  if (text !== '') sink.update(text);
}

export function joinMessage(message: readonly MessagePart[], source: MessageSource): Buffer {
  const pieces: Buffer[] = [];
  feedMessage({ update: (piece) => pieces.push(Buffer.from(piece)) }, message, source);
  return Buffer.concat(pieces);
}

/** The message for a person. */
export function toSignedParts(message: readonly MessagePart[], source: MessageSource): SignedPart[] {
  return message.map((part) => {
    const bytes = part.part === 'body' ? source.body : Buffer.from(toText(part, source), 'utf8');
    // A character takes at most four bytes, so this many are enough and a huge body is not decoded whole.
    const text = bytes.subarray(0, shownCharacters * 4).toString('utf8');
    return { part: part.part, text: text.slice(0, shownCharacters), bytes: bytes.length };
  });
}

/** The text of a part other than the body; empty where the request does not have it. */
function toText(part: Exclude<MessagePart, { part: 'body' }>, source: MessageSource): string {
  switch (part.part) {
    case 'literal':
      return part.text;
    case 'timestamp':
      return source.timestamp;
    case 'id':
      return source.id;
    case 'method':
      return source.method;
    case 'url':
      return source.url;
    case 'path':
      return pathOf(source.url);
    case 'form-params':
      return sortFormParameters(source.body.toString('utf8'));
    case 'body-field':
      return readField(source.body, part.path) ?? '';
    case 'header':
    case 'query':
    case 'form-field': {
      const value = readPart(part, source)[0];
      if (part.ifPresent === undefined) return value ?? '';
      return value === undefined ? '' : part.ifPresent.before + value + part.ifPresent.after;
    }
  }
}

/** A part that is read out of the request under a name: nothing, one value, or several where the name is repeated. */
export type NamedPart = MessagePart & { part: 'header' | 'query' | 'form-field' };

/** Every value that the request has under the name of the part. */
export function readPart(part: NamedPart, source: MessageSource): string[] {
  if (part.part === 'header') return valuesOf(source.headers, part.name);
  const pairs = part.part === 'query' ? new URLSearchParams(queryOf(source.url)) : parseForm(source.body);
  const values = pairs.getAll(part.name);
  return part.part === 'query' && part.lowerCase === true ? values.map((value) => value.toLowerCase()) : values;
}

function parseForm(body: Buffer): URLSearchParams {
  return new URLSearchParams(body.toString('utf8'));
}

/** Path and query, as a request line has them. */
function pathOf(url: string): string {
  const start = /^[a-z][a-z0-9+.-]*:\/\/[^/?#]*/i.exec(url)?.[0].length ?? 0;
  const end = url.indexOf('#');
  const path = url.slice(start, end < 0 ? undefined : end);
  return path.startsWith('/') ? path : `/${path}`;
}

function queryOf(url: string): string {
  const path = pathOf(url);
  const query = path.indexOf('?');
  return query < 0 ? '' : path.slice(query + 1);
}

/** Twilio's order: parameters by name, the values of a repeated one without doubles and sorted, nothing in between. */
function sortFormParameters(body: string): string {
  const form = new URLSearchParams(body);
  const names = [...new Set(form.keys())].sort();
  return names
    .map((name) =>
      [...new Set(form.getAll(name))]
        .sort()
        .map((value) => name + value)
        .join(''),
    )
    .join('');
}
