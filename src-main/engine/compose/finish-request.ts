import type { HeaderPair } from '../../../src-preload/contract/compose.ts';
import { trimFieldValue } from '../field-value.ts';
import { findOctetProblem } from '../header-rules.ts';
import { applyAuthorization } from './authorization.ts';
import { signByPlan } from './sign.ts';
import {
  type AttemptIdentity,
  type ComposedHeader,
  type ComposedRequest,
  type FindProxyLock,
  type ReadSecret,
  type RequestPlan,
  secretDots,
} from './types.ts';
import { appendQuery } from './url-query.ts';

export interface FinishProblem {
  message: string;
  /** A secret cannot be decrypted now: the delivery can wait for that. */
  locked: boolean;
}

export interface FinishedRequest {
  request: ComposedRequest;
  /** Why it must not be sent; empty when it may. */
  problems: FinishProblem[];
}

/** Methods for which a request without a body says so (RFC 9110, section 8.6); undici writes it for the same ones. */
const announcesEmptyBody = new Set(['POST', 'PUT', 'PATCH']);

/**
 * Makes the request of one attempt from the plan and the body bytes: adds credentials and a fresh signature, and the headers that
 * the transport writes, in the order of the wire. The preview and every attempt come from here.
 */
export function finishRequest(
  plan: RequestPlan,
  body: Buffer | null,
  identity: AttemptIdentity,
  readSecret: ReadSecret,
  findProxyLock: FindProxyLock = () => null,
): FinishedRequest {
  const problems: FinishProblem[] = [];
  const headers: ComposedHeader[] = plan.headers.map(({ name, value, source }) => {
    const sent = trimFieldValue(value);
    return { name, value: sent, shown: sent, source };
  });

  const authorization = applyAuthorization(plan.authorization, readSecret);
  const applied = authorization.ok ? authorization.applied : { header: null, query: null };
  if (!authorization.ok) problems.push(authorization);
  if (applied.header !== null) headers.push(applied.header);
  const inQuery = applied.query;
  let url = inQuery === null ? plan.url : appendQuery(plan.url, inQuery.text);

  let sentBody = body;
  let signature: ComposedRequest['signature'] = null;
  let unsignedBecause = plan.unsignedBecause;
  if (plan.signing !== null) {
    const input = { body: body ?? Buffer.alloc(0), method: plan.method, url, headers: toPairs(headers), ...identity };
    const result = signByPlan(plan.signing, readSecret, input);
    if (result.kind === 'signed') {
      signature = result.signature;
      url = result.request.url;
      if (body !== null) sentBody = result.request.body;
      for (const [name, value] of result.request.headers) {
        const hidden = result.equality && name === result.request.headerName;
        if (headers.some((other) => isSameName(other.name, name))) problems.push(describeCollision(name));
        headers.push({ name, value, shown: hidden ? secretDots : value, source: 'signature' });
      }
    } else if (result.kind === 'unsigned') unsignedBecause = result.because;
    else {
      problems.push(result);
      unsignedBecause = result.message;
    }
  }
  const keyProblem = plan.tls?.clientCert ? findKeyProblem(readSecret) : null;
  if (keyProblem !== null) problems.push(keyProblem);
  const proxyLock = url === '' ? null : findProxyLock(url);
  if (proxyLock !== null) problems.push({ message: proxyLock, locked: true });
  const problem = findUnsendable(headers);
  if (problem !== null) problems.push({ message: problem, locked: false });

  const request: ComposedRequest = {
    method: plan.method,
    url,
    ...(plan.target === undefined ? {} : { target: plan.target }),
    hideSecrets: (text) => (inQuery === null ? text : text.replaceAll(inQuery.text, () => inQuery.shown)),
    headers: [...leadingHeaders(url, plan.host), ...headers, ...closingHeaders(plan.method, sentBody)],
    body: sentBody,
    bodyIsPlanned: sentBody === body,
    signature,
    unsignedBecause: signature === null ? unsignedBecause : null,
  };
  return { request, problems };
}

/** For schemes that sign a header of the request. */
function toPairs(headers: readonly ComposedHeader[]): HeaderPair[] {
  return headers.map(({ name, value }) => [name, value]);
}

/** Host comes first (RFC 9110, section 7.2). One that was chosen is handed to the transport, which else writes that of the address. */
function leadingHeaders(url: string, chosen: string | undefined): ComposedHeader[] {
  const connection = transportHeader('connection', 'keep-alive');
  if (url === '') return [connection];
  const host = transportHeader('host', chosen ?? new URL(url).host);
  return [chosen === undefined ? host : { ...host, source: 'custom' }, connection];
}

function closingHeaders(method: string, body: Buffer | null): ComposedHeader[] {
  const length = findContentLength(method, body?.length ?? 0);
  return length === null ? [] : [transportHeader('content-length', length)];
}

/** The Content-Length that goes out with a body of so many bytes; null: none. */
export function findContentLength(method: string, bytes: number): string | null {
  return bytes > 0 || announcesEmptyBody.has(method) ? String(bytes) : null;
}

function transportHeader(name: string, value: string): ComposedHeader {
  return { name, value, shown: value, source: 'transport' };
}

/** A certificate cannot be shown without its key. */
function findKeyProblem(readSecret: ReadSecret): FinishProblem | null {
  const reading = readSecret('client-key');
  if (reading.state === 'locked') return { message: reading.message, locked: true };
  if (reading.state === 'unset') {
    return {
      message: 'The private key of the client certificate is not set. Enter it under “Certificate”.',
      locked: false,
    };
  }
  reading.bytes.fill(0);
  return null;
}

/** The editor refuses these before; nothing that could put a line of its own on the wire gets past here. */
function findUnsendable(headers: readonly ComposedHeader[]): string | null {
  for (const { name, value } of headers) {
    const problem = findOctetProblem(name, value);
    if (problem !== null) return problem;
  }
  return null;
}

function isSameName(one: string, other: string): boolean {
  return one.toLowerCase() === other.toLowerCase();
}

function describeCollision(name: string): FinishProblem {
  return {
    message: `The header ${name} is made by signing and stands in the headers too. Take it out of one of them.`,
    locked: false,
  };
}
