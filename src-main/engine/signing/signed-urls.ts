import type { HeaderPair } from '../../../src-preload/contract/compose.ts';
import type { SigningScheme, TokenClaim } from '../../../src-preload/contract/signing.ts';
import { valuesOf } from './header-values.ts';

/** A URL that the sender may have signed, and why it is taken into account. */
export interface SignedUrl {
  url: string;
  from: string;
}

export interface UrlSource {
  /** As the request that arrived has it. */
  url: string;
  headers: readonly HeaderPair[];
  /** Where a tunnel or proxy makes the receiver known; empty or absent: not known. */
  publicUrl?: string | undefined;
}

/** Whether the address of the receiver is part of what this scheme signs, or of what its token says. */
export function signsUrl({ message, claims = [] }: Pick<SigningScheme, 'message' | 'claims'>): boolean {
  return message.some(({ part }) => part === 'url' || part === 'path') || claims.some(isOfUrl);
}

const isOfUrl = ({ holds }: TokenClaim): boolean => holds === 'url-sha256';

export function describeSignedUrl({ url, from }: SignedUrl): string {
  return `The signed URL is ${url}, from ${from}.`;
}

/** What to do where no URL fits, behind another sentence. */
export const publicAddressHint =
  'The scheme signs the URL: where the sender calls another address, as behind a tunnel, enter it as the public address of the webhook.';

/**
 * The URL of a request as it reads at the public address: scheme, host and port are that address's, its path too where it has one,
 * and the query stays. Texts, since a signature covers every character.
 */
export function toPublicUrl(publicUrl: string, url: string): string {
  const outside = splitUrl(publicUrl);
  const inside = splitUrl(url);
  if (outside === null || inside === null) return url;
  const path = outside.path === '' || outside.path === '/' ? inside.path : outside.path;
  return `${outside.protocol}://${outside.authority}${path}${inside.query}`;
}

/**
 * Every URL that the sender may have signed, the request's own first. Behind a tunnel or proxy the receiver sees another one than
 * the sender: what they tell about it is tried (RFC 7239, and the older X-Forwarded-…), then each with the other of http and
 * https, and with and without its port where the scheme's senders differ in that.
 */
export function listSignedUrls(scheme: SigningScheme, source: UrlSource): SignedUrl[] {
  const own: SignedUrl = { url: source.url, from: 'the request itself' };
  if (!signsUrl(scheme)) return [own];
  const { publicUrl = '' } = source;
  const named = [
    own,
    ...(publicUrl === ''
      ? []
      : [{ url: toPublicUrl(publicUrl, source.url), from: 'the public address of the webhook' }]),
    ...fromForwarded(source),
    ...fromForwardedHeaders(source),
  ];
  const both = named.flatMap((each) => [each, ...swapProtocol(each)]);
  const all = scheme.urlPortOptional === true ? both.flatMap(varyPort) : both;
  const seen = new Set<string>();
  return all.filter(({ url }) => !seen.has(url) && seen.add(url));
}

interface UrlParts {
  protocol: string;
  authority: string;
  path: string;
  query: string;
}

const urlForm = /^([a-z][a-z0-9+.-]*):\/\/([^/?#]*)([^?#]*)(.*)$/is;

function splitUrl(url: string): UrlParts | null {
  const parts = urlForm.exec(url);
  if (parts === null) return null;
  const [, protocol = '', authority = '', path = '', query = ''] = parts;
  return { protocol, authority, path, query };
}

const joinUrl = ({ protocol, authority, path, query }: UrlParts): string => `${protocol}://${authority}${path}${query}`;

/** `Forwarded: for=…;host=abc.example;proto=https` (RFC 7239, section 4); the first element is the client's own proxy. */
function fromForwarded(source: UrlSource): SignedUrl[] {
  const parts = splitUrl(source.url);
  const value = valuesOf(source.headers, 'forwarded')[0];
  if (parts === null || value === undefined) return [];
  const [element = ''] = value.split(',');
  const told = new Map<string, string>();
  for (const pair of element.split(';')) {
    const at = pair.indexOf('=');
    if (at > 0) told.set(pair.slice(0, at).trim().toLowerCase(), unquote(pair.slice(at + 1).trim()));
  }
  const authority = told.get('host') ?? parts.authority;
  const protocol = toProtocol(told.get('proto')) ?? parts.protocol;
  if (!isAuthority(authority)) return [];
  return [{ url: joinUrl({ ...parts, protocol, authority }), from: 'Forwarded' }];
}

/** `X-Forwarded-Proto`, `-Host` and `-Port`, each alone or together; the first value of a list is the client's own proxy's. */
function fromForwardedHeaders(source: UrlSource): SignedUrl[] {
  const parts = splitUrl(source.url);
  const read = (name: string): string | undefined => valuesOf(source.headers, name)[0]?.split(',')[0]?.trim();
  const [proto, host, port] = ['x-forwarded-proto', 'x-forwarded-host', 'x-forwarded-port'].map(read);
  if (parts === null || (proto === undefined && host === undefined && port === undefined)) return [];
  const protocol = toProtocol(proto) ?? parts.protocol;
  const authority = host ?? parts.authority;
  if (!isAuthority(authority)) return [];
  const from = 'X-Forwarded-…';
  const plain = { url: joinUrl({ ...parts, protocol, authority }), from };
  const isOwnPort = port === undefined || !/^\d{1,5}$/.test(port) || port === (protocol === 'https' ? '443' : '80');
  if (isOwnPort) return [plain];
  return [{ url: joinUrl({ ...parts, protocol, authority: `${withoutPort(authority)}:${port}` }), from }, plain];
}

function swapProtocol({ url, from }: SignedUrl): SignedUrl[] {
  const parts = splitUrl(url);
  if (parts === null) return [];
  const protocol = parts.protocol.toLowerCase() === 'https' ? 'http' : 'https';
  return [{ url: joinUrl({ ...parts, protocol }), from: `${from}, with ${protocol}` }];
}

/** The URL as it was signed may or may not name the port. */
function varyPort({ url, from }: SignedUrl): SignedUrl[] {
  const parts = splitUrl(url);
  if (parts === null) return [{ url, from }];
  const host = withoutPort(parts.authority);
  const port = parts.protocol.toLowerCase() === 'https' ? '443' : '80';
  return [
    { url, from },
    { url: joinUrl({ ...parts, authority: host }), from: `${from}, without a port` },
    { url: joinUrl({ ...parts, authority: `${host}:${port}` }), from: `${from}, with the port ${port}` },
  ];
}

const withoutPort = (authority: string): string => authority.replace(/:\d*$/, '');

const toProtocol = (text: string | undefined): string | null => {
  const lower = text?.toLowerCase();
  return lower === 'http' || lower === 'https' ? lower : null;
};

/** A host with its port, and nothing that could be a path or credentials. */
const isAuthority = (text: string): boolean => text.length <= 300 && /^[A-Za-z0-9._:[\]-]+$/.test(text);

function unquote(text: string): string {
  return /^".*"$/s.test(text) ? text.slice(1, -1).replace(/\\(.)/gs, '$1') : text;
}
