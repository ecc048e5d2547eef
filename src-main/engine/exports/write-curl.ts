import { quoteForShell, quoteOctets } from '../compose/curl.ts';
import { findOtherHost } from '../compose/header-rules.ts';
import type { ExportedLine } from './read-line.ts';

/** cURL writes these itself. */
const ownHeaders = new Set(['host', 'connection', 'content-length', 'transfer-encoding']);

/** What cURL would add by itself is taken out where the request had none. */
const addedHeaders = ['Accept', 'User-Agent', 'Content-Type'];

/**
 * A request as a command for a POSIX shell that sends the very same bytes. What no argument can hold, a NUL and what is not UTF-8,
 * goes through a pipe.
 */
export function writeCurl({ method, url, headers, body }: ExportedLine): string {
  const names = new Set(headers.map(([name]) => name.toLowerCase()));
  const host = findOtherHost(headers, url);
  const lines = [`curl --globoff --request ${method} ${quoteForShell(url)}`];
  if (host !== null) lines.push(`--header ${quoteOctets(`Host: ${host}`)}`);
  for (const [name, value] of headers) {
    if (ownHeaders.has(name.toLowerCase())) continue;
    lines.push(`--header ${quoteOctets(value === '' ? `${name};` : `${name}: ${value}`)}`);
  }
  for (const name of addedHeaders) {
    const isAdded = name !== 'Content-Type' || body.length > 0;
    if (isAdded && !names.has(name.toLowerCase())) lines.push(`--header '${name}:'`);
  }
  if (body.length === 0) return lines.join(' \\\n  ');
  const text = body.toString('utf8');
  const isText = !body.includes(0) && Buffer.from(text, 'utf8').equals(body);
  if (isText) return [...lines, `--data-raw ${quoteForShell(text)}`].join(' \\\n  ');
  return `printf '%b' ${quoteForShell(escapeBytes(body))} | ${[...lines, '--data-binary @-'].join(' \\\n  ')}`;
}

/** As `printf %b` reads it: `\0` and three octal digits for what is not printable ASCII. */
function escapeBytes(body: Buffer): string {
  return body
    .toString('latin1')
    .replace(/[^\x20-\x5b\x5d-\x7e]/g, (one) =>
      one === '\\' ? '\\\\' : `\\0${one.charCodeAt(0).toString(8).padStart(3, '0')}`,
    );
}
