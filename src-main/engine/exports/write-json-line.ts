import type { HeaderPair } from '../../../src-preload/contract/compose.ts';
import { isUtf8, readOctets } from '../header-octets.ts';
import type { ExportedLine } from './read-line.ts';

/** A request as a JSON line, in the shape that `imports/read-json-lines.ts` documents. */
export function writeJsonLine(line: ExportedLine): string {
  const { method, url, target, headers, body, at, event, response, error, timings } = line;
  return JSON.stringify({
    method,
    url,
    ...(target === undefined ? {} : { target }),
    headers: headers.map(writeHeader),
    ...writeBody(body),
    time: new Date(at).toISOString(),
    ...(event === null ? {} : { event }),
    ...(timings === null ? {} : { durationMs: timings.total }),
    ...(error === null ? {} : { error: { code: error.code, message: error.message } }),
    ...(response === null
      ? {}
      : {
          response: {
            status: response.status,
            statusText: response.statusText,
            headers: response.headers.map(writeHeader),
            ...writeBody(response.body),
          },
        }),
  });
}

/** Text where the octets are UTF-8, base64 for everything else. */
function writeHeader([name, value]: HeaderPair): HeaderPair | { name: string; valueBase64: string } {
  if (isUtf8(value)) return [name, readOctets(value)];
  return { name, valueBase64: Buffer.from(value, 'latin1').toString('base64') };
}

/** A text where the bytes are one, so that it can be read; base64 for everything else. */
export function writeBody(body: Buffer): { body: string } | { bodyBase64: string } {
  const text = body.toString('utf8');
  return Buffer.from(text, 'utf8').equals(body) ? { body: text } : { bodyBase64: body.toString('base64') };
}
