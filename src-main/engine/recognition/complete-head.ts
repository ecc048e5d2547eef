import { EngineError } from '../errors.ts';

/** A text that begins with a request line, and what to know about how it came to have one. */
interface CompleteText {
  text: string;
  notes: string[];
}

/** The pseudo headers of a request (RFC 9113, section 8.3.1). */
const pseudoNames: ReadonlySet<string> = new Set([':method', ':scheme', ':authority', ':path']);

/**
 * Headers alone, as they are copied from a log or from the tools of a browser, get a request line in front: from the pseudo
 * headers of HTTP/2 where they are there. Any other text is left as it is.
 * @throws EngineError `invalid` at `text` for a response, and for pseudo headers that are not those of one request
 */
export function completeHead(text: string): CompleteText {
  const start = text.trimStart();
  const [first = ''] = start.slice(0, 10_000).split(/\r?\n/, 1);
  if (/^HTTP\/\d/.test(first)) throw refuseResponse(first);
  const isPseudo = first.startsWith(':');
  if (!isPseudo && !isHeaderLine(first)) return { text, notes: [] };
  const end = endOfHead(start);
  const lines = splitHead(start.slice(0, end));
  const rest = start.slice(end);
  return isPseudo || lines.some((line) => line.startsWith(':')) ? readPseudo(lines, rest) : addLine(start, lines);
}

/** @returns an error at `text` */
export function refuse(message: string): EngineError {
  return new EngineError('invalid', message, { issues: [{ path: 'text', message, severity: 'error' }] });
}

function refuseResponse(what: string): EngineError {
  return refuse(`This is a response (${what.trim().slice(0, 60)}), not a request. Paste the request that was sent.`);
}

function addLine(start: string, lines: readonly string[]): CompleteText {
  const host = hasHost(lines) ? '' : 'Host: localhost\r\n';
  return {
    text: `POST / HTTP/1.1\r\n${host}${start}`,
    notes: ['It has no request line: it is taken as a POST to /, which matters to schemes that sign the address.'],
  };
}

const hasHost = (lines: readonly string[]): boolean => lines.some((line) => line.toLowerCase().startsWith('host:'));

/** Browsers copy either `:path: /hook` in one line, or the name in one line and the value in the next. */
function splitHead(head: string): string[] {
  const lines = head.split(/\r?\n/);
  if (!/^:[a-z]+:?$/.test(lines[0] ?? '')) return lines;
  const pairs: string[] = [];
  for (let at = 0; at < lines.length; at += 2) {
    const name = lines[at] ?? '';
    pairs.push(`${name.endsWith(':') ? name : `${name}:`} ${lines[at + 1] ?? ''}`);
  }
  return pairs;
}

function readPseudo(lines: readonly string[], rest: string): CompleteText {
  const pseudo = new Map<string, string>();
  for (const line of lines) {
    if (!line.startsWith(':')) continue;
    const colon = line.indexOf(':', 1);
    const name = (colon < 0 ? line : line.slice(0, colon)).trim().toLowerCase();
    if (name === ':status') throw refuseResponse(line);
    if (!pseudoNames.has(name)) {
      throw refuse(`“${name.slice(0, 60)}” is no pseudo header that a request here can have. Remove its line.`);
    }
    if (pseudo.has(name)) throw refuse(`The pseudo header ${name} is there twice. Leave only the one that is meant.`);
    pseudo.set(name, colon < 0 ? '' : line.slice(colon + 1).trim());
  }
  const headers = lines.filter((line) => !line.startsWith(':'));
  const [method, path] = [pseudo.get(':method') ?? 'POST', pseudo.get(':path') ?? '/'];
  const authority = pseudo.get(':authority');
  const isWhole = authority !== undefined && path.startsWith('/');
  const target = isWhole ? `${pseudo.get(':scheme') ?? 'https'}://${authority}${path}` : path;
  const host = hasHost(headers) ? [] : [`Host: ${authority ?? 'localhost'}`];
  const missing = [...pseudoNames].filter((name) => !pseudo.has(name));
  const note = `It has no ${missing.join(' and no ')}: it is taken as ${method} ${target}, which matters to schemes that sign the address.`;
  return {
    text: [`${method} ${target} HTTP/1.1`, ...host, ...headers].join('\r\n') + rest,
    notes: missing.length === 0 ? [] : [note],
  };
}

/** The empty line that the body follows, or the end. */
function endOfHead(text: string): number {
  const ends = ['\n\n', '\n\r\n'].map((empty) => text.indexOf(empty)).filter((at) => at >= 0);
  return ends.length === 0 ? text.length : Math.min(...ends);
}

/** `Name: value`, where the name is one of HTTP (RFC 9110, 5.6.2) and no address. */
function isHeaderLine(line: string): boolean {
  const colon = line.indexOf(':');
  return colon > 0 && !line.startsWith('://', colon) && /^[!#$%&'*+.^_`|~0-9A-Za-z-]+$/.test(line.slice(0, colon));
}
