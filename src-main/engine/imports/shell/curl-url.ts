import { CurlProblem, toText } from './curl-draft.ts';

/** An address as cURL sends to it. Texts are bytes as Latin-1. */
export interface CurlUrl {
  /** `http://host:port` */
  origin: string;
  /** Path and query. */
  target: string;
  /** What goes on the wire in their place; null for nothing. */
  ownTarget: string | null;
  /** What stands before `@`, decoded, with a colon; null without. */
  user: string | null;
  notes: string[];
}

export interface UrlChoice {
  /** Taken where the address has none. */
  scheme: string;
  keepsPath: boolean;
  /** What is added to the query; null for nothing. */
  query: string | null;
  /** In place of path and query. */
  target: string | null;
}

const schemes = ['ftp', 'dict', 'ldap', 'imap', 'smtp', 'pop3'];

/**
 * Takes an address apart as cURL does (curl's manual, "URL"): without a scheme it takes http, or what the host begins with; dot segments
 * are resolved, the fragment is not sent, bytes beyond ASCII in the path are percent-encoded.
 * @throws CurlProblem
 */
export function readCurlUrl(bytes: string, at: number, { scheme, keepsPath, query, target }: UrlChoice): CurlUrl {
  const notes: string[] = [];
  // One slash and three are taken for two.
  let whole = bytes.replace(/^([a-z][a-z0-9+.-]{0,40}):\/{1,3}/i, '$1://');
  if (!/^[a-z][a-z0-9+.-]{0,40}:\/\//i.test(whole)) {
    const guessed = schemes.find((each) => bytes.toLowerCase().startsWith(`${each}.`)) ?? scheme;
    whole = `${guessed}://${bytes}`;
    notes.push(`The address has no scheme, so ${guessed} is taken, as cURL does.`);
  }
  const start = whole.indexOf('://') + 3;
  const mark = whole.slice(start).search(/[/?#]/);
  const stop = mark < 0 ? whole.length : start + mark;
  const authority = whole.slice(start, stop);
  const sign = authority.lastIndexOf('@');
  const host = authority.slice(sign + 1);
  const odd = /['"`<>|^]/.exec(host)?.[0];
  if (odd !== undefined) {
    throw new CurlProblem(
      at,
      `The host “${toText(host).slice(0, 60)}” contains ${odd}: its quotes are not those of this shell.`,
    );
  }
  if (sign >= 0) notes.push('The user name in the address goes into Authorization.');
  const [front = ''] = whole.slice(stop).split('#', 1);
  const question = front.indexOf('?');
  const path = question < 0 ? front : front.slice(0, question);
  const kept = keepsPath && query === null ? path : removeDotSegments(path);
  const pathBytes = encodeBeyondAscii(kept === '' ? '/' : kept);
  const given = question < 0 ? '' : front.slice(question);
  return {
    origin: `${whole.slice(0, start)}${host}`,
    target: pathBytes + (query === null ? given : joinQuery(given, query)),
    ownTarget: target,
    user: sign < 0 ? null : readUser(authority.slice(0, sign)),
    notes,
  };
}

/** `given` is empty, or begins with `?`. What is added gets the lower-case hexadecimal digits that cURL writes. */
function joinQuery(given: string, added: string): string {
  const lower = added.replace(/%[0-9A-Fa-f]{2}/g, (code) => code.toLowerCase());
  if (added === '') return given;
  if (given.length < 2) return `?${lower}`;
  return given.endsWith('&') ? given + lower : `${given}&${lower}`;
}

/** RFC 3986, section 5.2.4. Percent-encoded dots stay. */
function removeDotSegments(path: string): string {
  if (!path.includes('/.')) return path;
  const segments = path.split('/').slice(1);
  const kept: string[] = [];
  segments.forEach((segment, index) => {
    const isDots = segment === '.' || segment === '..';
    if (segment === '..') kept.pop();
    if (!isDots) kept.push(segment);
    else if (index === segments.length - 1) kept.push('');
  });
  return `/${kept.join('/')}`;
}

const encodeBeyondAscii = (text: string): string =>
  text.replace(/[\x80-\xff]/g, (one) => `%${one.charCodeAt(0).toString(16)}`);

function readUser(text: string): string {
  const decoded = text.replace(/%([0-9a-f]{2})/gi, (_code, hex: string) =>
    String.fromCharCode(Number.parseInt(hex, 16)),
  );
  return text.includes(':') ? decoded : `${decoded}:`;
}
