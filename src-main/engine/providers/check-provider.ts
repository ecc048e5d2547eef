import type { FieldIssue } from '../../../src-preload/contract/errors.ts';
import { nameSeparator, type Provider, type SettingSpec } from '../../../src-preload/contract/provider.ts';
import { createProblem } from '../read-json-file.ts';
import { checkScheme } from '../signing/check-scheme.ts';
import { findScheme } from '../signing/find-scheme.ts';
import { isOwnSchemeId, OWN_PREFIX } from '../signing/own-scheme-id.ts';
import { getScheme } from '../signing/schemes.ts';
import { compileTemplate, parseEventData } from '../template/index.ts';
import { checkRule } from './check-rule.ts';

/**
 * What does not fit together in a provider whose shape is right: what it refers to and does not hold, what is there twice,
 * templates and data that cannot be read. Each with its path in the provider's file; empty for one that can be used.
 */
export function checkProvider(provider: Provider): FieldIssue[] {
  return [
    ...findRepeats(provider),
    ...checkSettings(provider),
    ...checkScopes(provider),
    ...checkSigning(provider),
    ...checkEvents(provider),
    ...checkStarts(provider),
    ...checkTemplates(provider),
    ...checkMinimum(provider),
    ...checkRule(provider.delivery.retry).map(({ path, message }) => createProblem(`delivery.retry.${path}`, message)),
  ];
}

function findRepeats(provider: Provider): FieldIssue[] {
  const lists: [path: string, key: string, ids: readonly string[]][] = [
    ['settings', 'id', provider.settings.map(({ id }) => id)],
    ['scopes', 'id', provider.scopes.map(({ id }) => id)],
    ['channels', 'id', provider.channels.map(({ id }) => id)],
    ['eventTypes', 'id', provider.eventTypes.map(({ id }) => id)],
    ['eventTypes', 'wireName', provider.eventTypes.map(({ wireName }) => wireName)],
    ['starts', 'id', (provider.starts ?? []).map(({ id }) => id)],
    ['samples', 'id', provider.samples.map(({ id }) => id)],
    ['placeholders', 'path', provider.placeholders.map(({ path }) => path)],
  ];
  return lists.flatMap(([path, key, ids]) =>
    ids.flatMap((id, index) =>
      ids.indexOf(id) < index ? [createProblem(`${path}[${index}].${key}`, `“${id}” is there twice.`)] : [],
    ),
  );
}

const kindNames: Readonly<Record<SettingSpec['kind'], string>> = {
  switch: 'switch',
  text: 'text',
  choice: 'choice',
  names: 'list of names',
};

function expectSetting(provider: Provider, path: string, id: string | null, kind: SettingSpec['kind']): FieldIssue[] {
  if (id === null || provider.settings.some((setting) => setting.id === id && setting.kind === kind)) return [];
  return [createProblem(path, `There is no ${kindNames[kind]} “${id}” in the settings.`)];
}

function checkSettings(provider: Provider): FieldIssue[] {
  const { failureMail } = provider;
  return [
    ...provider.settings.flatMap((setting, index) => checkSetting(provider, setting, `settings[${index}]`)),
    ...expectSetting(provider, 'featureSwitch', provider.featureSwitch, 'switch'),
    ...expectSetting(provider, 'failureMail.switchSetting', failureMail?.switchSetting ?? null, 'switch'),
    ...expectSetting(provider, 'failureMail.addressSetting', failureMail?.addressSetting ?? null, 'text'),
    ...expectSetting(provider, 'roleSetting', provider.roleSetting, 'choice'),
  ];
}

function checkSetting(provider: Provider, setting: SettingSpec, path: string): FieldIssue[] {
  switch (setting.kind) {
    case 'switch':
      return [];
    case 'text':
      return expectSetting(provider, `${path}.enabledBy`, setting.enabledBy, 'switch');
    case 'choice':
      return setting.choices.some(({ value }) => value === setting.initial)
        ? []
        : [createProblem(`${path}.initial`, `“${setting.initial}” is none of the choices.`)];
    case 'names': {
      const { within } = setting;
      const enabled = [
        ...expectSetting(provider, `${path}.enabledBy`, setting.enabledBy, 'switch'),
        ...expectSetting(provider, `${path}.of`, setting.of ?? null, 'names'),
      ];
      if (within === null) return enabled;
      const parents = provider.settings.find(({ id, kind }) => id === within && kind === 'names');
      if (parents?.kind !== 'names') return [...enabled, ...expectSetting(provider, `${path}.within`, within, 'names')];
      const loose = setting.initial.flatMap((name, index) => {
        if (parents.initial.includes(name.split(nameSeparator)[0] ?? '')) return [];
        const example = `${parents.initial[0] ?? 'Parent'}${nameSeparator}Name`;
        return [
          createProblem(
            `${path}.initial[${index}]`,
            `“${name}” lies within no name of “${within}”. Write “${example}”.`,
          ),
        ];
      });
      return [...enabled, ...loose];
    }
  }
}

function checkScopes(provider: Provider): FieldIssue[] {
  const role = provider.settings.find(({ id }) => id === provider.roleSetting);
  const roles = role?.kind === 'choice' ? role.choices.map(({ value }) => value) : [];
  const checkRole = (path: string, id: string): FieldIssue[] =>
    roles.includes(id) ? [] : [createProblem(path, `There is no role “${id}” in the setting of the role.`)];
  return [
    ...provider.scopes.flatMap(({ id, targets, parent, dataPath, roles: allowed }, index) => {
      const path = `scopes[${index}]`;
      const known = parent === null || provider.scopes.some((scope) => scope.id === parent && scope.id !== id);
      return [
        ...expectSetting(provider, `${path}.targets`, targets, 'names'),
        ...(known ? [] : [createProblem(`${path}.parent`, `There is no other scope “${parent}”.`)]),
        ...(dataPath === undefined || provider.placeholders.some((each) => each.path === dataPath)
          ? []
          : [createProblem(`${path}.dataPath`, `There is no placeholder “${dataPath}”.`)]),
        ...(isWithinItself(provider, id) ? [createProblem(`${path}.parent`, 'This scope lies within itself.')] : []),
        ...(allowed ?? []).flatMap((each, at) => checkRole(`${path}.roles[${at}]`, each)),
      ];
    }),
    ...Object.entries(provider.roleTargets).flatMap(([id, setting]) => [
      ...checkRole(`roleTargets.${id}`, id),
      ...expectSetting(provider, `roleTargets.${id}`, setting, 'names'),
    ]),
  ];
}

function isWithinItself({ scopes }: Provider, id: string): boolean {
  const seen = new Set<string>();
  for (let at: string | null = id; at !== null; ) {
    if (seen.has(at)) return at === id;
    seen.add(at);
    at = scopes.find((scope) => scope.id === at)?.parent ?? null;
  }
  return false;
}

function checkSigning({ signing, channels }: Provider): FieldIssue[] {
  if (signing === null) return [];
  const { scheme: own, schemeId } = signing;
  if (schemeId === null) {
    return own === undefined && signing.chosenHeader === null
      ? []
      : [
          createProblem(
            'signing.schemeId',
            'Each webhook chooses its scheme: leave “scheme” out, and “chosenHeader” null.',
          ),
        ];
  }
  if (own !== undefined && own.id !== schemeId) {
    return [createProblem('signing.scheme.id', `It has to be “${schemeId}”, as in “schemeId”.`)];
  }
  if (isOwnSchemeId(schemeId)) {
    return [
      createProblem('signing.schemeId', `Ids that begin with “${OWN_PREFIX}” belong to the schemes of a workspace.`),
    ];
  }
  const inside = (own === undefined ? [] : checkScheme(own)).map(({ path, message }) =>
    createProblem(`signing.scheme.${path}`, message),
  );
  if (inside.length > 0) return inside;
  const scheme = findScheme({ ...signing, schemeId });
  if (scheme === undefined) {
    return [createProblem('signing.schemeId', `There is no signing scheme “${schemeId}”; describe it in “scheme”.`)];
  }
  const foreign = (signing.channels ?? []).flatMap((id, index) =>
    channels.some((channel) => channel.id === id)
      ? []
      : [createProblem(`signing.channels[${index}]`, `There is no channel “${id}” here.`)],
  );
  const nameless = signing.chosenHeader !== null && scheme.signature.place.in !== 'header';
  return nameless
    ? [
        ...foreign,
        createProblem('signing.chosenHeader', 'This scheme puts no signature in a header that could be named.'),
      ]
    : foreign;
}

function checkEvents({ eventTypes, samples, lifecycle }: Provider): FieldIssue[] {
  const { validateEvent } = lifecycle;
  const validates = eventTypes.some(({ id, internal }) => id === validateEvent && internal);
  return [
    ...(validateEvent === null || validates
      ? []
      : [createProblem('lifecycle.validateEvent', `“${validateEvent}” is no internal event of “eventTypes”.`)]),
    ...eventTypes.flatMap(({ id }, index) =>
      samples.some(({ eventType }) => eventType === id)
        ? []
        : [
            createProblem(
              `eventTypes[${index}]`,
              `“${id}” has no sample, so nothing could be sent. Add one to “samples”.`,
            ),
          ],
    ),
    ...samples.flatMap(({ eventType, dataText }, index) => {
      const path = `samples[${index}]`;
      const data = parseEventData(dataText);
      return [
        ...(eventTypes.some(({ id }) => id === eventType)
          ? []
          : [createProblem(`${path}.eventType`, `There is no event “${eventType}”.`)]),
        ...(data.ok ? [] : [createProblem(`${path}.dataText`, `${data.message} (character ${data.offset + 1})`)]),
      ];
    }),
  ];
}

function checkStarts({ starts = [], eventTypes, signing, webhook }: Provider): FieldIssue[] {
  return starts.flatMap(({ eventType, schemeId, headers }, index) => {
    const path = `starts[${index}]`;
    const isEvent = eventTypes.some(({ id, internal }) => id === eventType && !internal);
    const isScheme = schemeId === null || (signing?.schemeId === null && getScheme(schemeId) !== undefined);
    return [
      ...(isEvent ? [] : [createProblem(`${path}.eventType`, `There is no event “${eventType}” to subscribe to.`)]),
      ...(isScheme
        ? []
        : [createProblem(`${path}.schemeId`, `“${schemeId}” is no scheme that a webhook can choose here.`)]),
      ...(headers.length <= (webhook.headers?.maximum ?? 0)
        ? []
        : [createProblem(`${path}.headers`, 'A webhook cannot have so many headers here.')]),
    ];
  });
}

function checkTemplates(provider: Provider): FieldIssue[] {
  const { templates, perEvent } = provider.payload;
  const events = perEvent ? provider.eventTypes.map(({ id }) => id) : ['*'];
  const missing = provider.channels.flatMap(({ id }) =>
    events
      .filter((event) => !Object.hasOwn(templates[id] ?? {}, event))
      .map((event) => createProblem(`payload.templates.${id}`, `There is no template for “${event}”.`)),
  );
  const present = Object.entries(templates).flatMap(([channel, byEvent]) => {
    const at = `payload.templates.${channel}`;
    if (!provider.channels.some(({ id }) => id === channel))
      return [createProblem(at, 'There is no such channel here.')];
    return Object.entries(byEvent ?? {}).flatMap(([event, text]) => {
      if (!events.includes(event)) return [createProblem(`${at}.${event}`, `There is no event “${event}”.`)];
      const errors = compileTemplate(text, provider).diagnostics.filter(({ severity }) => severity === 'error');
      return errors.map(({ message }) => createProblem(`${at}.${event}`, message));
    });
  });
  return [...missing, ...present];
}

/** A bound that no webhook could meet. */
function checkMinimum({ webhook, eventTypes, customEventTypes }: Provider): FieldIssue[] {
  const events = eventTypes.filter(({ internal }) => !internal).length;
  return webhook.minimumEvents > events && !customEventTypes
    ? [createProblem('webhook.minimumEvents', `There are ${events} events to subscribe to.`)]
    : [];
}
