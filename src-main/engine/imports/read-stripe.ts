import { checkRequest } from './check-request.ts';
import { decodeText } from './decode-text.ts';
import { type ReadItem, type Remark, type SourceFile, UnreadableSource, unknownOutcome } from './imported-request.ts';
import { asObject, FieldProblem, type JsonObject, parseJson, pick } from './json-fields.ts';
import { sliceElements, sliceMembers } from './json-slices.ts';
import { createLooseReader } from './loose-fields.ts';
import { findRepeatedKeys, listRepeated } from './repeated-keys.ts';

/** An event does not say to which endpoint it went. No name under `.invalid` is ever found (RFC 2606, section 2). */
const NOWHERE = 'https://address-of-your-endpoint.invalid/';

/**
 * Events as Stripe's API, its dashboard and its command line return them (https://docs.stripe.com/api/events/object): one, a list
 * object, or a bare list. An event is the body of the request that carried it. @throws UnreadableSource
 */
export function* readStripe({ bytes }: SourceFile, remark: Remark): Generator<ReadItem> {
  const text = decodeText(bytes);
  const parsed = parseJson(text);
  if (!parsed.ok) throw new UnreadableSource('', parsed.message);
  const isList = Array.isArray(parsed.value);
  const outer = isList ? null : asRecord(parsed.value);
  const listed = outer !== null && pick(outer, 'object') === 'list';
  if (listed && !Array.isArray(pick(outer, 'data'))) {
    throw new UnreadableSource('data', 'This is not a list of events: data is no list.');
  }
  if (listed && pick(outer, 'has_more') === true) remark('Stripe has more events than this page of its list holds.');
  const left = listed ? Object.keys(outer).filter((key) => !['object', 'data', 'has_more'].includes(key)) : [];
  if (left.length > 0) remark(`Of the list, this is not read: ${left.slice(0, 20).join(', ')}.`);
  const source = listed ? (sliceMembers(text).get('data') ?? '[]') : text;
  let index = 0;
  for (const slice of isList || listed ? sliceElements(source) : [text.trim()]) {
    const place = isList ? `[${index}]` : listed ? `data[${index}]` : 'event';
    index += 1;
    try {
      yield readEvent(slice, place);
    } catch (error) {
      if (!(error instanceof FieldProblem)) throw error;
      yield { ok: false, place, message: error.message, method: '', url: '' };
    }
  }
}

function asRecord(value: unknown): JsonObject | null {
  return typeof value === 'object' && value !== null ? (value as JsonObject) : null;
}

function readEvent(source: string, place: string): ReadItem {
  const event = asObject(JSON.parse(source), place);
  if (pick(event, 'object') !== 'event') throw new FieldProblem(place, 'This is not an event: object is not "event".');
  const notes = [
    'An event does not say where it was sent, nor with which headers: choose the address when you replay it, and re-sign it.',
    'The bytes are those of this file; Stripe may have sent other white space.',
  ];
  // The event is kept as it is written, with both values; what is read of it is at its top.
  notes.push(...listRepeated(findRepeatedKeys(source).filter(({ path }) => path.length === 1)));
  const loose = createLooseReader(notes);
  const created = loose.number(event, 'created');
  return checkRequest(place, {
    method: 'POST',
    url: NOWHERE,
    headers: [['Content-Type', 'application/json; charset=utf-8']],
    body: Buffer.from(source, 'utf8'),
    eventType: loose.text(event, 'type')?.slice(0, 200) ?? null,
    outcome: { ...unknownOutcome, at: created === null ? null : Math.round(created * 1000) },
    notes,
  });
}
