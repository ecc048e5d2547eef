import { isUtf8 } from '../../header-octets.ts';
import { addressAt, type RequestAddress } from '../../request-target.ts';
import { type RawRequest, unknownOutcome } from '../imported-request.ts';
import { CurlProblem, type Draft, toText } from './curl-draft.ts';
import { listCurlHeaders } from './curl-headers.ts';
import { type CurlUrl, readCurlUrl } from './curl-url.ts';
import { expandGlob, type GlobbedUrls, GlobProblem } from './url-glob.ts';

/** All that the requests of one command may hold together, in bytes: an address with patterns can stand for any number of them. */
const LARGEST_TOGETHER = 50 * 1024 * 1024;

/**
 * The requests that a draft stands for, one for each address, each made when it is asked for.
 * @throws CurlProblem
 */
export function* listRequests(draft: Draft, at: number): Generator<RawRequest> {
  if (draft.urls.length === 0) throw new CurlProblem(at, 'The command has no address.');
  const { data, isGet, isHead } = draft;
  assertKnown(draft, at);
  const isBody = data !== null && !isGet;
  const method = draft.method?.name ?? (isHead ? 'HEAD' : isBody ? 'POST' : 'GET');
  if (draft.range !== null && method !== 'GET') {
    throw new CurlProblem(
      draft.range.at,
      'A range of what is sent is not read. Write the header Content-Range in its place.',
    );
  }
  const body = isBody ? Buffer.from(data, 'latin1') : Buffer.alloc(0);
  const query = isGet && data !== null ? data : draft.query.length > 0 ? draft.query.join('&') : null;
  const patterns = draft.urls.map((url) => ({ ...url, ...expand(url, draft.hasGlobs) }));
  const count = patterns.reduce((sum, pattern) => sum + pattern.count, 0);
  const eachBytes = body.length + draft.headerLines.reduce((sum, line) => sum + line.length, 0);
  if (count > 1 && count * eachBytes > LARGEST_TOGETHER) {
    throw new CurlProblem(
      at,
      `It sends ${count.toLocaleString('en-US')} requests, which are more than 50 MiB together.`,
    );
  }
  const choice = { scheme: draft.scheme, keepsPath: draft.keepsPath, query, target: draft.target };
  for (const pattern of patterns) {
    const many = pattern.count > 1 ? [`The address stands for ${pattern.count.toLocaleString('en-US')} requests.`] : [];
    for (const bytes of pattern.list()) {
      const url = readCurlUrl(bytes, pattern.at, choice);
      const { headers, notes } = listCurlHeaders(draft, url.user, isBody ? body.length : null);
      yield {
        method,
        ...toAddress(url, pattern.at),
        headers,
        body,
        eventType: null,
        outcome: unknownOutcome,
        notes: [...many, ...draft.notes, ...url.notes, ...notes],
      };
    }
  }
}

function assertKnown(draft: Draft, at: number): void {
  if (draft.method?.name === '') throw new CurlProblem(draft.method.at, 'The method behind -X is empty.');
  if (draft.isHead && draft.data !== null && !draft.isGet) {
    throw new CurlProblem(at, 'It asks for the head alone and has a body. cURL refuses that.');
  }
  if (draft.handshake === null) return;
  const { name } = draft.handshake;
  if (draft.user !== null || draft.urls.some(({ bytes }) => hasUser(bytes))) {
    throw new CurlProblem(
      draft.handshake.at,
      `${name} signs in by what the server answers, so the headers are not known. Import a HAR instead.`,
    );
  }
  draft.notes.add(`${name} is not followed: there is no user name to sign in with.`);
}

function hasUser(url: string): boolean {
  const scheme = url.indexOf('://');
  return (
    url
      .slice(scheme < 0 ? 0 : scheme + 3)
      .split(/[/?#]/, 1)[0]
      ?.includes('@') ?? false
  );
}

function expand({ bytes, at }: Draft['urls'][number], hasGlobs: boolean): GlobbedUrls {
  if (!hasGlobs || !/[[\]{}]/.test(bytes)) return { count: 1, list: () => [bytes] };
  try {
    return expandGlob(bytes);
  } catch (error) {
    if (error instanceof GlobProblem)
      throw new CurlProblem(at, `${error.message} With --globoff it is taken as it is.`);
    throw error;
  }
}

function toAddress({ origin, target, ownTarget }: CurlUrl, at: number): RequestAddress {
  if (!isUtf8(origin)) throw new CurlProblem(at, 'The host holds bytes that are not UTF-8. Write it in UTF-8.');
  const place = toText(origin);
  // What reads as a path is one; anything else stands beside the address.
  if (ownTarget === null || ownTarget.startsWith('/')) return addressAt(place, ownTarget ?? target);
  return { ...addressAt(place, target), target: ownTarget };
}
