import type { SigningScheme } from '../../../src-preload/contract/signing.ts';
import { toPlain } from '../providers/own/provider-file.ts';
import { toLines } from '../read-json-file.ts';
import { hidePlainCredentials } from '../webhooks/plain-credentials.ts';
import type { WebhookRecord } from '../webhooks/webhook-records.ts';
import { CAPTURE, type FileWebhook, FORMAT, type SealedSecrets, VERSION } from './file-schema.ts';
import type { WorkspaceReader } from './workspace-reader.ts';

export interface WriteOptions {
  /** All providers with what the workspace adds to them, and not only those of the webhooks. */
  everything: boolean;
  /** Settings of app, mail and proxy too. */
  settings: boolean;
  secrets: SealedSecrets | null;
}

/**
 * The file: the same text for the same workspace, in an order that does not depend on when things were made, so that version
 * control shows what was changed and nothing else.
 */
export function writeTransferFile(
  reader: WorkspaceReader,
  records: readonly WebhookRecord[],
  { everything, settings, secrets }: WriteOptions,
): string {
  const providers = Object.fromEntries(
    listProviders(reader, records, everything).map((id) => [id, describeProvider(reader, id)]),
  );
  const webhooks = [...records]
    .sort(compareRecords)
    .map((record) => describeWebhook(hideCredentials(record), reader.capturePort()));
  const head = { format: FORMAT, version: VERSION, ...(settings ? describeSettings(reader) : {}) };
  const schemes = listSchemes(reader, records, everything);
  const all = { ...head, ...(schemes.length > 0 ? { schemes } : {}), providers, webhooks, secrets };
  return `${JSON.stringify(all, null, 2)}\n`;
}

/** Ids of the providers that go into a file with these webhooks, sorted. */
export function listProviders(
  reader: WorkspaceReader,
  records: readonly WebhookRecord[],
  everything: boolean,
): string[] {
  const used = records.map(({ providerId }) => providerId);
  return [...new Set(everything ? [...reader.providerIds(), ...used] : used)].sort();
}

/** All own schemes, or those of the webhooks, by name. */
function listSchemes(reader: WorkspaceReader, records: readonly WebhookRecord[], everything: boolean): SigningScheme[] {
  const used = new Set(records.map(({ draft }) => draft.schemeId));
  return reader
    .ownSchemes()
    .filter(({ id }) => everything || used.has(id))
    .sort((one, other) => compare(one.name, other.name) || compare(one.id, other.id));
}

function describeSettings(reader: WorkspaceReader) {
  const { authority, ...mail } = reader.app.readMail();
  return { app: reader.app.readApp(), mail: { ...mail, authority: toLines(authority) }, proxy: reader.app.readProxy() };
}

function describeProvider(reader: WorkspaceReader, providerId: string) {
  const byId = (one: { id: string }, other: { id: string }): number => compare(one.id, other.id);
  const state = reader.state(providerId);
  const settings = Object.fromEntries(
    Object.entries(state?.settings ?? {}).sort(([one], [other]) => compare(one, other)),
  );
  const events = reader
    .ownEvents(providerId)
    .map(({ id, wireName, description }) => ({ id, name: wireName, description }))
    .sort(byId);
  const samples = reader
    .ownSamples(providerId)
    .map(({ id, eventType, name, dataText }) => ({ id, event: eventType, name, data: toLines(dataText) }))
    .sort(byId);
  const isOwn = state !== null && reader.providerFile(providerId) !== null;
  return { ...(isOwn ? { definition: toPlain(state.provider) } : {}), settings, events, samples };
}

function describeWebhook({ providerId, draft, status }: WebhookRecord, capturePort: number) {
  const { id, name, description, templates, url, ...rest } = draft;
  const texts = Object.entries(templates).sort(([one], [other]) => compare(one, other));
  const { scope, channel, events, method, authorization, headers, send, query, tls, ...delivery } = rest;
  return {
    provider: providerId,
    name,
    id,
    active: status === 'active',
    description,
    scope,
    channel,
    events,
    url: toPortableUrl(url, capturePort),
    method,
    tls: { ...tls, extraCa: toLines(tls.extraCa), clientCert: toLines(tls.clientCert) },
    authorization,
    headers,
    send,
    query,
    templates: Object.fromEntries(texts.map(([place, text]) => [place, toLines(text)])),
    ...delivery,
  } satisfies Record<keyof FileWebhook, unknown>;
}

/** What is sealed or left out stands as dots: the file is readable. */
function hideCredentials(record: WebhookRecord): WebhookRecord {
  return { ...record, draft: hidePlainCredentials(record.draft) };
}

function toPortableUrl(url: string, capturePort: number): string {
  const base = `http://127.0.0.1:${capturePort}/`;
  return url.startsWith(base) ? `${CAPTURE}/${url.slice(base.length)}` : url;
}

/** The URL that one in a file means here. */
export function toLocalUrl(url: string, capturePort: number): string {
  return url.startsWith(`${CAPTURE}/`) ? `http://127.0.0.1:${capturePort}${url.slice(CAPTURE.length)}` : url;
}

function compareRecords(one: WebhookRecord, other: WebhookRecord): number {
  return (
    compare(one.providerId, other.providerId) || compare(one.draft.name, other.draft.name) || compare(one.id, other.id)
  );
}

/** By code unit: the same on every machine, whatever its language. */
function compare(one: string, other: string): number {
  return one < other ? -1 : Number(one > other);
}
