import type { ReadItem } from '../../../../src-main/engine/imports/imported-request.ts';

/** Bytes as text, what is not printable ASCII as escapes. */
const show = (bytes: Buffer): string =>
  bytes.toString('latin1').replace(/[^\x20-\x7e]/g, (one) => `\\x${one.charCodeAt(0).toString(16).padStart(2, '0')}`);

const showOctets = (value: string): string => show(Buffer.from(value, 'latin1'));

/** A request that was read, as lines of text. */
export function describeItem(item: ReadItem): string {
  if (!item.ok) return `${item.place}: REFUSED ${item.message}\n`;
  const { method, url, headers, body, outcome, notes, credentials, eventType } = item.request;
  const { response, error, at, durationMs } = outcome;
  return [
    `${item.place}: ${method} ${url}`,
    ...headers.map(([name, value]) => `  ${name}: ${showOctets(value)}`),
    ...(body.length === 0 ? [] : [`  body ${body.length}: ${show(body)}`]),
    ...(eventType === null ? [] : [`  event ${eventType}`]),
    ...(at === null ? [] : [`  sent ${new Date(at).toISOString()}, ${durationMs} ms`]),
    ...(response === null ? [] : [`  answer ${response.status} ${response.statusText} ${show(response.body)}`]),
    ...(response?.headers ?? []).map(([name, value]) => `    ${name}: ${showOctets(value)}`),
    ...(error === null ? [] : [`  error ${error.code}: ${error.message}`]),
    ...notes.map((note) => `  note: ${note}`),
    ...(credentials.length === 0 ? [] : [`  credentials: ${credentials.join(', ')}`]),
    '',
  ].join('\n');
}
