import type { HeaderPair } from '../../../src-preload/contract/compose.ts';
import { isUtf8, readOctets } from '../header-octets.ts';
import type { RequestAddress } from '../request-target.ts';
import { splitUrl } from '../split-url.ts';

/** A request as far as a command can say it. */
export interface CurlRequest extends RequestAddress {
  method: string;
  /** As on the wire, those of the connection included; values are octets. */
  headers: readonly HeaderPair[];
  body: Buffer | null;
}

/** The connection's own; cURL writes them by itself. */
const ownHeaders = new Set(['connection', 'content-length', 'transfer-encoding']);

/** From so many bytes on cURL asks first whether it may send them (`Expect: 100-continue`). */
const ASKS_FIRST = 1024 * 1024;

/** The longest argument of a program on Linux is 128 KiB; what the shell does by itself has no such limit. */
const LONGEST_ARGUMENT = 100_000;

/**
 * A request as a command for bash or zsh with which cURL puts the same bytes on the wire: the target as it is, the headers and no
 * others, the body. What no argument can hold, a NUL, what is not UTF-8 and what is too long, goes through a pipe.
 */
export function writeCurl(request: CurlRequest): string {
  const { headers } = request;
  const body = request.body ?? Buffer.alloc(0);
  const announced = find(headers, 'content-length') !== null;
  const isHead = request.method === 'HEAD' && body.length === 0;
  // With data, even of no length, cURL writes a Content-Length.
  const hasData = body.length > 0 || (announced && !isHead);
  const lines = [`curl --globoff ${isHead ? '--head' : `--request ${request.method}`} ${writeAddress(request)}`];
  for (const [name, value] of headers) {
    const lower = name.toLowerCase();
    if (ownHeaders.has(lower) && !(isHead && lower === 'content-length')) continue;
    if (lower === 'host' && value === splitUrl(request.url).host) continue;
    // `Name:` would take the header out; `Name;` sends it empty.
    lines.push(`--header ${quoteOctets(value === '' ? `${name};` : `${name}: ${value}`)}`);
  }
  for (const name of listAdded(hasData, body.length)) {
    if (find(headers, name) === null) lines.push(`--header '${name}:'`);
  }
  if (!hasData) return lines.join(' \\\n  ');
  const text = body.toString('utf8');
  const isText = !body.includes(0) && Buffer.from(text, 'utf8').equals(body);
  if (isText && body.length <= LONGEST_ARGUMENT) {
    return [...lines, `--data-raw ${quoteForShell(text)}`].join(' \\\n  ');
  }
  const printed = isText ? `'%s' ${quoteForShell(text)}` : `'%b' ${quoteForShell(escapeBytes(body))}`;
  return `printf ${printed} | ${[...lines, '--data-binary @-'].join(' \\\n  ')}`;
}

/** What cURL would add by itself, to be taken out where the request does not have it. */
function listAdded(hasData: boolean, bodyBytes: number): string[] {
  return ['Accept', 'User-Agent', ...(hasData ? ['Content-Type'] : []), ...(bodyBytes >= ASKS_FIRST ? ['Expect'] : [])];
}

/** cURL resolves dot segments unless `--path-as-is` is given; everything else that can stand in an address it sends as it is. */
function writeAddress({ url, target }: RequestAddress): string {
  if (target !== undefined) return `${quoteForShell(url)} \\\n  --request-target ${quoteOctets(target)}`;
  const [path = ''] = splitUrl(url).target.split('?', 1);
  const hasDots = /\/(?:\.|%2e){1,2}(?:\/|$)/i.test(path);
  return quoteForShell(url) + (hasDots ? ' \\\n  --path-as-is' : '');
}

function find(headers: readonly HeaderPair[], wanted: string): string | null {
  return headers.find(([name]) => name.toLowerCase() === wanted.toLowerCase())?.[1] ?? null;
}

/** In single quotes, in which a POSIX shell changes nothing. */
function quoteForShell(text: string): string {
  return `'${text.replaceAll("'", "'\\''")}'`;
}

/** Octets as a word of bash and zsh: text where they are UTF-8, else `$'…'` with each octet beyond ASCII written as `\xfc`. */
function quoteOctets(octets: string): string {
  if (isUtf8(octets)) return quoteForShell(readOctets(octets));
  const escaped = octets.replace(/[\\'\x80-\xff]/g, (one) =>
    one > '\x7f' ? `\\x${one.charCodeAt(0).toString(16)}` : `\\${one}`,
  );
  return `$'${escaped}'`;
}

/** As `printf %b` reads it: `\0` and three octal digits for what is not printable ASCII. */
function escapeBytes(body: Buffer): string {
  return body
    .toString('latin1')
    .replace(/[^\x20-\x5b\x5d-\x7e]/g, (one) =>
      one === '\\' ? '\\\\' : `\\0${one.charCodeAt(0).toString(8).padStart(3, '0')}`,
    );
}
