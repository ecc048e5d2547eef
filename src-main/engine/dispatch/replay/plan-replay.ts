import type { Confirmation } from '../../../../src-preload/contract/errors.ts';
import type { ProviderState } from '../../../../src-preload/contract/provider.ts';
import type { ReplayOrder } from '../../../../src-preload/contract/replay.ts';
import type { Webhook } from '../../../../src-preload/contract/webhook.ts';
import { type DeliveryPolicy, decidePolicy } from '../../compose/delivery-policy.ts';
import { findFeatureOff } from '../../compose/feature-switch.ts';
import { planHeaders } from '../../compose/plan-headers.ts';
import { planSigning } from '../../compose/plan-signing.ts';
import { planTls } from '../../compose/plan-tls.ts';
import type { RequestPlan } from '../../compose/types.ts';
import { EngineError } from '../../errors.ts';
import { readOctets } from '../../header-octets.ts';
import { findOtherHost, reservedHeaderNames } from '../../header-rules.ts';
import { isSendableTarget, type RequestAddress, targetOf } from '../../request-target.ts';
import type { ExactRequest } from '../attempt-record.ts';
import type { Submission } from '../dispatcher.ts';
import type { DeliveryJob } from '../stored-request.ts';
import { type FoundTarget, findTarget, isSamePlace } from './find-target.ts';
import { listFraming } from './list-framing.ts';
import { onceOnly } from './once-only.ts';
import { findComposed, readExactRequest } from './read-source.ts';
import type { ReplayParts, ReplaySource } from './replay-parts.ts';

export type ReplayWish = Pick<ReplayOrder, 'mode' | 'target' | 'bodyText'>;

export interface PlannedReplay {
  /** Without an id and a time, which it gets when it is sent. */
  submission: Omit<Submission, 'id' | 'createdAt'>;
  job: DeliveryJob;
  /** Null: it belongs to none here. */
  webhook: Webhook | null;
  notes: string[];
  confirmations: Confirmation[];
}

/**
 * Makes a delivery out of an earlier one. Nothing of that one is changed.
 * @throws EngineError `not-found`, `invalid`, `refused` and those of the vault, each saying why this cannot be replayed so
 */
export function planReplay(parts: ReplayParts, source: ReplaySource, wish: ReplayWish): PlannedReplay {
  const composed = wish.mode === 'exact' ? source : findComposed(parts, source);
  const exact = wish.mode === 'exact' ? readExactRequest(parts, source) : null;
  const from = pickAddress(exact === null ? composed.job.plan : { ...source.job.plan, url: exact.url });
  const target = findTarget(parts, wish.target, from, source.row.webhookId);
  const { webhook } = target;
  const state = webhook === null ? null : findProvider(parts, webhook);
  if (!isSendableTarget(targetOf(target))) {
    throw new EngineError(
      'invalid',
      `Its request target is “${targetOf(target).slice(0, 60)}”. Only a path or an http address is sent.`,
    );
  }
  const fromHost = new URL(from.url).host;
  const isSameHost = new URL(target.url).host === fromHost;
  const allowLinkLocal = isSameHost ? source.job.plan.allowLinkLocal : target.isLinkLocal;
  const {
    tls: _earlier,
    host,
    ...made
  } = exact === null
    ? planAnew(parts, composed, target, wish, allowLinkLocal)
    : repeatBytes(exact, source, target, allowLinkLocal);
  const plan: RequestPlan = {
    ...made,
    // A Host of its own names who is meant at that address, and nobody at another.
    ...(host === undefined || !isSameHost ? {} : { host }),
    ...chooseTls(source, target, from.url),
  };
  return {
    submission: {
      webhookId: webhook?.id ?? '',
      webhookName: webhook?.name ?? '',
      providerId: webhook?.providerId ?? '',
      eventType: source.row.eventType,
      channel: webhook === null || webhook.id === source.row.webhookId ? source.row.channel : webhook.channel,
      kind: 'replay',
      replayOf: source.row.id,
    },
    job: { plan, policy: choosePolicy(target, state), body: chooseBody(wish, exact, composed) },
    webhook,
    notes: [
      ...listNotes(target, wish, isSameHost, targetOf(target) === targetOf(from)),
      ...describeTarget(parts, from, target, wish),
      ...(plan.tls?.verify === false ? ['The certificate of the receiver is not verified.'] : []),
      ...(state === null ? [] : warnOfFeatureOff(state, target)),
      ...(exact === null ? [] : [...listLeftOut(exact), ...listTrailers(source), ...listFraming(exact, source)]),
    ],
    // Nobody here ever sent anything to the host of what came from elsewhere.
    confirmations: listConfirmations(parts, target, source.isForeign ? null : fromHost, wish),
  };
}

/**
 * An endpoint goes by what its webhook says now; an address of before, that the webhook left, by what was said then. Nothing is
 * carried to another address.
 */
function chooseTls({ job }: ReplaySource, { url, webhook, elsewhere }: FoundTarget, from: string) {
  if (webhook !== null && !elsewhere) return planTls(webhook, url);
  const { tls } = job.plan;
  return tls === undefined || !isSamePlace(url, from) ? {} : { tls };
}

type FoundProvider = NonNullable<ReturnType<ReplayParts['webhooks']['provider']>>;

/** @throws EngineError `not-found` */
function findProvider({ webhooks }: ReplayParts, { providerId }: Webhook): FoundProvider {
  const state = webhooks.provider(providerId);
  if (state === null) throw new EngineError('not-found', `The provider “${providerId}” is not installed.`);
  return state;
}

function choosePolicy({ webhook, elsewhere }: FoundTarget, state: FoundProvider | null): DeliveryPolicy {
  if (webhook === null || state === null) return onceOnly(null);
  const policy = decidePolicy(state.provider, webhook);
  return elsewhere ? onceOnly(policy) : policy;
}

function chooseBody({ mode, bodyText }: ReplayWish, exact: ExactRequest | null, composed: ReplaySource): Buffer | null {
  if (exact !== null) return exact.body.length === 0 ? null : exact.body;
  if (mode !== 'edited') return composed.job.body;
  if (bodyText === null)
    throw new EngineError('invalid', 'There is no edited body. Write one, or replay it unchanged.');
  return Buffer.from(bodyText, 'utf8');
}

function repeatBytes(
  exact: ExactRequest,
  { job }: ReplaySource,
  found: FoundTarget,
  allowLinkLocal: boolean,
): RequestPlan {
  const host = findOtherHost(exact.headers, exact.url);
  const headers = exact.headers
    // Those of the connection are written anew.
    .filter(([name]) => !reservedHeaderNames.has(name.toLowerCase()))
    .map(([name, value]) => ({ name, value, source: 'custom' as const }));
  return {
    method: job.plan.method,
    ...pickAddress(found),
    headers,
    ...(host === null ? {} : { host }),
    authorization: { type: 'none' },
    signing: null,
    unsignedBecause: 'It goes out as it was, so nothing is signed anew.',
    allowLinkLocal,
    replay: { mode: 'exact', elsewhere: found.elsewhere, signedBy: job.plan.replay?.signedBy ?? job.plan.signing },
  };
}

function planAnew(
  parts: ReplayParts,
  { row, job }: ReplaySource,
  found: FoundTarget,
  { mode, target }: ReplayWish,
  allowLinkLocal: boolean,
): RequestPlan {
  const { messageId: earlierId, replay: _replay, target: _target, ...plan } = job.plan;
  const { webhook, elsewhere } = found;
  const replay = { mode, elsewhere, signedBy: null };
  const identity = mode === 'resigned' ? { messageId: earlierId ?? row.id } : {};
  if (webhook === null && mode !== 'edited') {
    throw new EngineError(
      'invalid',
      'It belongs to no webhook here, so nothing can sign it. Replay its exact bytes, edit it, or send it to a webhook.',
    );
  }
  if (webhook === null || target.to !== 'webhook')
    return { ...plan, ...identity, ...pickAddress(found), allowLinkLocal, replay };
  const provider = parts.webhooks.provider(webhook.providerId)?.provider;
  if (webhook.send === 'query' || job.body === null || provider === undefined) {
    throw new EngineError(
      'invalid',
      'Data in query parameters is made for one webhook alone. Replay it to its own address instead.',
    );
  }
  return {
    method: webhook.method,
    url: found.url,
    headers: planHeaders(webhook),
    authorization: webhook.authorization,
    ...planSigning(provider, webhook),
    allowLinkLocal,
    ...identity,
    replay,
  };
}

function listNotes(
  { url, webhook, elsewhere }: FoundTarget,
  { mode, target }: ReplayWish,
  isSameHost: boolean,
  isSameTarget: boolean,
): string[] {
  const notes: string[] = [];
  const kept = isSameTarget ? 'Everything is as it was' : 'Headers and body are as they were';
  if (webhook !== null && target.to === 'original' && elsewhere && url !== webhook.url) {
    notes.push(`“${webhook.name}” has another address now: ${webhook.url}.`);
  }
  if (mode === 'exact' && !isSameHost) notes.push(`${kept} except the Host header, which names the target.`);
  if (elsewhere || webhook === null)
    notes.push('It does not go to the endpoint of a webhook, so it is sent once and not retried.');
  return notes;
}

/** A signature may cover the request target, so that a receiver refuses what arrives at another. */
function describeTarget(
  { guard }: ReplayParts,
  from: RequestAddress,
  found: FoundTarget,
  { mode }: ReplayWish,
): string[] {
  const [was, is] = [targetOf(from), targetOf(found)].map((target) =>
    readOctets(guard.redactUrl(target)).slice(0, 2000),
  );
  if (mode === 'exact' && targetOf(from) !== targetOf(found)) return [`The request target is ${is}. It was ${was}.`];
  return found.target === undefined ? [] : [`The request target is ${is}, as it was.`];
}

function pickAddress({ url, target }: RequestAddress): RequestAddress {
  return target === undefined ? { url } : { url, target };
}

function warnOfFeatureOff(state: Pick<ProviderState, 'provider' | 'settings'>, { elsewhere }: FoundTarget): string[] {
  const off = elsewhere ? null : findFeatureOff(state);
  if (off === null) return [];
  return [`“${off}” is off in the settings of ${state.provider.name}: it is held back until you switch it on.`];
}

const ordinaryHeaders = new Set(['host', 'connection', 'content-length']);

function listLeftOut({ headers }: ExactRequest): string[] {
  const names = headers
    .map(([name]) => name)
    .filter((name) => reservedHeaderNames.has(name.toLowerCase()) && !ordinaryHeaders.has(name.toLowerCase()));
  return names.length === 0 ? [] : [`Left out, because they belong to a connection that is gone: ${names.join(', ')}.`];
}

function listTrailers({ arrived }: ReplaySource): string[] {
  if (arrived === undefined || arrived.trailers.length === 0) return [];
  return [`Left out, because fields behind a body (trailers) are not sent: ${arrived.trailers.join(', ')}.`];
}

/** A host that nothing here points at needs a yes, and so does one that gives out credentials. */
function listConfirmations(
  { webhooks, capturePort }: ReplayParts,
  { url, isLinkLocal }: FoundTarget,
  fromHost: string | null,
  { mode }: ReplayWish,
): Confirmation[] {
  const { host, hostname } = new URL(url);
  const confirmations: Confirmation[] = [];
  if (isLinkLocal) {
    confirmations.push({
      id: `link-local:${hostname}`,
      message: `${hostname} is a link-local address or a cloud's metadata service, which gives out credentials. Send there?`,
    });
  }
  const known = [fromHost, `127.0.0.1:${capturePort()}`];
  const isKnown =
    known.includes(host) ||
    webhooks.list().some((webhook) => URL.canParse(webhook.url) && new URL(webhook.url).host === host);
  if (!isKnown) {
    const what =
      mode === 'exact' ? 'the old signature and credentials' : 'a signature and the credentials of the webhook';
    confirmations.push({
      id: `new-host:${host}`,
      message: `No webhook here points at ${host}. It gets the body with ${what}. Send there?`,
    });
  }
  return confirmations;
}
