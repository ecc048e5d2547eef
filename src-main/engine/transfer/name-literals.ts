import type { Provider } from '../../../src-preload/contract/provider.ts';
import { isCredentialParameter } from '../vault/header-names.ts';
import { listLiteralCredentials } from '../webhooks/plain-credentials.ts';
import type { WebhookRecord } from '../webhooks/webhook-records.ts';
import type { WorkspaceReader } from './workspace-reader.ts';

/**
 * What goes into a file in clear though it looks like a credential, each with its place, for a person: templates, samples, own
 * providers and settings go as they are.
 * @param providerIds those that are in the file
 */
export function nameLiterals(
  reader: WorkspaceReader,
  records: readonly WebhookRecord[],
  providerIds: readonly string[],
): string[] {
  const inTemplates = records.flatMap(({ draft }) =>
    nameIn(Object.values(draft.templates), `a template of “${draft.name}”`),
  );
  return [...inTemplates, ...providerIds.flatMap((id) => nameOfProvider(reader, id))];
}

function nameOfProvider(reader: WorkspaceReader, providerId: string): string[] {
  const state = reader.state(providerId);
  const provider = state?.provider ?? null;
  const owner = provider?.name ?? providerId;
  const samples = reader
    .ownSamples(providerId)
    .flatMap(({ name, dataText }) => nameIn([dataText], `the sample “${name}” of ${owner}`));
  const settings = (provider?.settings ?? []).flatMap(({ id, label }) => {
    const value = state?.settings[id];
    return isCredentialParameter(id) && typeof value === 'string' && value !== ''
      ? [`the setting “${label}” of ${owner}`]
      : [];
  });
  const isOwn = provider !== null && reader.providerFile(providerId) !== null;
  return [...new Set([...samples, ...settings, ...(isOwn ? nameInDefinition(provider) : [])])];
}

function nameInDefinition({ name, samples, payload }: Provider): string[] {
  const templates = Object.values(payload.templates).flatMap((byEvent) => Object.values(byEvent ?? {}));
  return [
    ...nameIn(templates, `a template of the provider ${name}`),
    ...samples.flatMap((sample) => nameIn([sample.dataText], `the sample “${sample.name}” of the provider ${name}`)),
  ];
}

function nameIn(texts: readonly string[], where: string): string[] {
  return [...new Set(texts.flatMap(listLiteralCredentials))].map((field) => `“${field}” in ${where}`);
}
