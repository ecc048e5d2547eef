import { getScheme } from '../../../src-main/engine/signing/schemes.ts';
import { nameSeparator, type Provider, type SettingSpec } from '../../../src-preload/contract/provider.ts';
import { delivery, renderSample, sendSample } from './render.ts';

/** What a provider's data refers to and does not hold: empty for one that fits together. */
export function findProblems(provider: Provider): string[] {
  return [
    ...findRepeats(provider),
    ...findLooseSettings(provider),
    ...findLooseScopes(provider),
    ...findLooseSigning(provider),
    ...findLooseEvents(provider),
    ...findBadPayloads(provider),
    ...findUncoveredPlaceholders(provider),
  ];
}

function findRepeats(provider: Provider): string[] {
  const lists: Record<string, string[]> = {
    setting: provider.settings.map(({ id }) => id),
    scope: provider.scopes.map(({ id }) => id),
    channel: provider.channels.map(({ id }) => id),
    event: provider.eventTypes.map(({ id }) => id),
    'wire name': provider.eventTypes.map(({ wireName }) => wireName),
    sample: provider.samples.map(({ id }) => id),
    placeholder: provider.placeholders.map(({ path }) => path),
  };
  return Object.entries(lists).flatMap(([kind, ids]) =>
    ids.filter((id, index) => ids.indexOf(id) !== index).map((id) => `${kind} ${id} is there twice`),
  );
}

function expectSetting(provider: Provider, id: string | null, kind: SettingSpec['kind']): string[] {
  if (id === null) return [];
  return provider.settings.some((setting) => setting.id === id && setting.kind === kind) ? [] : [`no ${kind} ${id}`];
}

function findLooseSettings(provider: Provider): string[] {
  const problems = provider.settings.flatMap((setting) => {
    if (setting.kind === 'text') return expectSetting(provider, setting.enabledBy, 'switch');
    if (setting.kind === 'choice') {
      return setting.choices.some(({ value }) => value === setting.initial) ? [] : [`${setting.id} starts elsewhere`];
    }
    return setting.kind === 'names' ? findLooseNames(provider, setting) : [];
  });
  return [
    ...problems,
    ...expectSetting(provider, provider.featureSwitch, 'switch'),
    ...expectSetting(provider, provider.failureMail?.switchSetting ?? null, 'switch'),
    ...expectSetting(provider, provider.failureMail?.addressSetting ?? null, 'text'),
    ...expectSetting(provider, provider.roleSetting, 'choice'),
  ];
}

function findLooseNames(provider: Provider, setting: SettingSpec & { kind: 'names' }): string[] {
  if (setting.within === null) return expectSetting(provider, setting.enabledBy, 'switch');
  const parents = provider.settings.find(({ id }) => id === setting.within);
  const names = parents?.kind === 'names' ? parents.initial : [];
  return setting.initial
    .filter((name) => !names.includes(name.split(nameSeparator)[0] ?? ''))
    .map((name) => `${name} lies within nothing`);
}

function findLooseScopes(provider: Provider): string[] {
  const role = provider.settings.find(({ id }) => id === provider.roleSetting);
  const roles = role?.kind === 'choice' ? role.choices.map(({ value }) => value) : [];
  const scopes = provider.scopes.flatMap((scope) => [
    ...expectSetting(provider, scope.targets, 'names'),
    ...(scope.parent === null || provider.scopes.some(({ id }) => id === scope.parent) ? [] : [`no ${scope.parent}`]),
    ...(scope.roles ?? []).filter((id) => !roles.includes(id)).map((id) => `no role ${id}`),
  ]);
  const covered = Object.entries(provider.roleTargets).flatMap(([id, setting]) => [
    ...(roles.includes(id) ? [] : [`no role ${id}`]),
    ...expectSetting(provider, setting, 'names'),
  ]);
  return [...(provider.scopes.length === 0 ? ['no scope'] : []), ...scopes, ...covered];
}

function findLooseSigning({ signing, channels }: Provider): string[] {
  if (signing === null) return [];
  const scheme = getScheme(signing.schemeId);
  if (scheme === undefined) return [`no scheme ${signing.schemeId}`];
  const foreign = (signing.channels ?? []).filter((id) => !channels.some((channel) => channel.id === id));
  const nameless = signing.chosenHeader !== null && scheme.signature.place.in !== 'header';
  return [...foreign.map((id) => `no channel ${id}`), ...(nameless ? ['no header to name'] : [])];
}

function findLooseEvents(provider: Provider): string[] {
  const { validateEvent } = provider.lifecycle;
  const known = (id: string) => provider.eventTypes.some((event) => event.id === id);
  const validates = provider.eventTypes.some(({ id, internal }) => id === validateEvent && internal);
  const wireNames = provider.eventTypes.map(({ wireName }) => wireName);
  const values = provider.placeholders.find(({ path }) => path === 'webhook.event')?.values ?? wireNames;
  return [
    ...(validateEvent === null || validates ? [] : [`${validateEvent} is no internal event`]),
    ...provider.samples.filter(({ eventType }) => !known(eventType)).map(({ id }) => `${id} is of no event`),
    ...provider.eventTypes
      .filter(({ id, internal }) => countSamples(provider, id) < (internal ? 1 : 2))
      .map(({ id }) => `${id} has too few samples`),
    ...(values.join() === wireNames.join() ? [] : ['webhook.event has other values than the events']),
  ];
}

function countSamples(provider: Provider, eventType: string): number {
  return provider.samples.filter((sample) => sample.eventType === eventType).length;
}

function findBadPayloads(provider: Provider): string[] {
  const pairs = provider.channels.flatMap(({ id }) => provider.samples.map((sample) => ({ channel: id, sample })));
  return pairs.flatMap(({ channel, sample }) => {
    const place = `${sample.id} to ${channel}`;
    try {
      const rendered = renderSample(provider, channel, sample);
      if (rendered.cut) return [`${place} is cut`];
      JSON.parse(sendSample(provider, channel, sample));
      return rendered.unknown.map((path) => `${place}: ${path} is unknown`);
    } catch (error) {
      return [`${place}: ${String(error)}`];
    }
  });
}

/** Each placeholder has a value in one sample at least, or is the delivery's own. */
function findUncoveredPlaceholders(provider: Provider): string[] {
  const given = [...Object.keys(delivery), 'webhook.event'];
  return provider.placeholders
    .map(({ path }) => path)
    .filter((path) => !given.includes(path) && !provider.samples.some(({ dataText }) => hasValue(dataText, path)))
    .map((path) => `no sample has ${path}`);
}

function hasValue(dataText: string, path: string): boolean {
  let value: unknown = JSON.parse(dataText);
  for (const key of path.split('.')) value = (value as Record<string, unknown> | null)?.[key];
  return value !== undefined && value !== null;
}
