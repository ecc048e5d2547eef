import { describeCharacter } from '../name-character.ts';
import { splitUrl } from '../split-url.ts';
import { classifyHost } from './address-kind.ts';

export interface Endpoint {
  /** As it is shown, sent and kept: a canonical host, and the path and query as they were typed. Without a fragment. */
  address: string;
  /** The same, parsed: for its host. */
  url: URL;
  /** Sentences about what the user may not expect, none of which stops anything. */
  warnings: string[];
  /** The host is link-local or a cloud's metadata service, so sending there needs a yes. */
  needsConfirmation: boolean;
}

export type EndpointReading = { ok: true; endpoint: Endpoint } | { ok: false; message: string };

/**
 * Reads an address as typed. The raw text is checked before it is parsed, because the WHATWG parser strips line breaks, tabs and spaces, turns backslashes round, resolves dot segments and drops a lone `?` without a word: what is shown must be what is
 * sent.
 */
export function parseEndpoint(raw: string): EndpointReading {
  const refusal = findRawProblem(raw);
  if (refusal !== null) return { ok: false, message: refusal };
  const url = URL.canParse(raw) ? new URL(raw) : null;
  if (url === null) return { ok: false, message: explainUnparsable(raw) };
  if (url.port === '0') return { ok: false, message: 'Port 0 is not a port to connect to. Give one from 1 to 65535.' };
  const { target } = splitUrl(raw);
  const [typed = ''] = target.split('#', 1);
  url.hash = '';
  // Nothing but ASCII can stand in a request line.
  const address = url.origin + typed.replace(/[^!-~]+/g, encodeURIComponent);
  const warnings = findWarnings(raw, url);
  if (address !== url.origin + typed) warnings.push(`It is sent as ${address}.`);
  return {
    ok: true,
    endpoint: { address, url, warnings, needsConfirmation: classifyHost(url.hostname) === 'link-local' },
  };
}

function findRawProblem(raw: string): string | null {
  if (raw === '') return 'There is no address yet. Enter one that begins with https:// or http://.';
  for (const character of raw) {
    const code = character.codePointAt(0) ?? 0;
    if (code <= 32 || code === 127) {
      return `The address contains ${describeCharacter(character)}, which cannot be sent. Remove it, or write it percent-encoded.`;
    }
  }
  if (/[\ud800-\udfff]/u.test(raw)) return 'The address contains half of a character. Type that character again.';
  const scheme = /^([a-z][a-z0-9+.-]*):/i.exec(raw)?.[1]?.toLowerCase();
  if (scheme !== 'http' && scheme !== 'https') {
    return 'The address must begin with https:// or http://.';
  }
  const authority = /^https?:\/\/([^/?#]+)/i.exec(raw)?.[1];
  if (/^https?:\\/i.test(raw) || authority?.includes('\\')) {
    return 'The address contains “\\”, which cannot be sent there. Write / in its place.';
  }
  if (authority === undefined) return 'The address has no host. Write it as https://host/path.';
  if (authority.includes('@')) {
    return 'The address contains a user name or password. Put credentials into Authorization, where they are kept encrypted.';
  }
  return null;
}

function explainUnparsable(raw: string): string {
  const port = /^https?:\/\/(?:\[[^\]]*\]|[^[/?#:]*):([^/?#]*)/i.exec(raw)?.[1];
  if (port !== undefined && port !== '' && !(Number(port) <= 65535 && /^[0-9]+$/.test(port))) {
    return `“${port}” is not a port. Give a number from 1 to 65535.`;
  }
  return 'The host in the address is not valid. Write a name such as hooks.example.com or an IP address.';
}

function findWarnings(raw: string, url: URL): string[] {
  const warnings: string[] = [];
  const typed = /^https?:\/\/(\[[^\]]*\]|[^/?#:]*)/i.exec(raw)?.[1]?.toLowerCase() ?? '';
  if (typed !== url.hostname) warnings.push(`This is sent to the host ${url.hostname}.`);
  if (raw.includes('#')) warnings.push('The part from # on is never sent.');
  return warnings;
}
