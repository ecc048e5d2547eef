import type { ExportedLine } from './read-line.ts';

/** A request as a JSON line, in the shape that `imports/read-json-lines.ts` documents. */
export function writeJsonLine(line: ExportedLine): string {
  const { method, url, headers, body, at, event, response, error, timings } = line;
  return JSON.stringify({
    method,
    url,
    headers,
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
            headers: response.headers,
            ...writeBody(response.body),
          },
        }),
  });
}

/** A text where the bytes are one, so that it can be read; base64 for everything else. */
export function writeBody(body: Buffer): { body: string } | { bodyBase64: string } {
  const text = body.toString('utf8');
  return Buffer.from(text, 'utf8').equals(body) ? { body: text } : { bodyBase64: body.toString('base64') };
}
