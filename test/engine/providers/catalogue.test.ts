import { describe, expect, it } from 'vitest';
import { callgoose } from '../../../src-main/engine/providers/callgoose.ts';
import { createCatalogue, getProvider, providers } from '../../../src-main/engine/providers/catalogue.ts';
import { compileTemplate } from '../../../src-main/engine/template/index.ts';
import type { Provider } from '../../../src-preload/contract/provider.ts';
import { findProblems } from './find-problems.ts';

describe('the catalogue', () => {
  it('lists the five services in the order of their documents, and the one for everything else last', () => {
    expect([...providers.keys()]).toEqual(['gridscale', 'callgoose', 'y42', 'casesolved', 'zenskar', 'any-service']);
    expect(getProvider('zenskar')?.name).toBe('Zenskar');
    expect(getProvider('constructor')).toBeUndefined();
  });

  it('takes a sixth provider, and one in the place of a shipped one', () => {
    const sixth = { ...callgoose, id: 'sixth' };
    const other = { ...callgoose, name: 'Other' };
    const catalogue = createCatalogue([sixth, other]);
    expect([...catalogue.keys()].at(-1)).toBe('sixth');
    expect(catalogue.get('callgoose')).toBe(other);
    expect(providers.get('callgoose')).toBe(callgoose);
  });

  it('has sample ids that are unique across providers', () => {
    const ids = [...providers.values()].flatMap(({ samples }) => samples.map(({ id }) => id));
    expect(new Set(ids).size).toBe(ids.length);
  });
});

describe.each([...providers.values()].map((provider) => ({ name: provider.name, provider })))(
  '$name',
  ({ provider }) => {
    it('holds everything that it refers to, and sends valid JSON for every sample', () => {
      expect(findProblems(provider)).toEqual([]);
    });

    it('is data: it survives being written as JSON', () => {
      expect(JSON.parse(JSON.stringify(provider))).toEqual(provider);
    });

    it('has default templates without an error', () => {
      const texts = Object.values(provider.payload.templates).flatMap((byEvent) => Object.values(byEvent ?? {}));
      for (const text of texts) {
        expect(compileTemplate(text, provider).diagnostics.filter(({ severity }) => severity === 'error')).toEqual([]);
      }
    });

    it('has a template for each event and channel', () => {
      for (const { id } of provider.channels) {
        const events = provider.payload.perEvent ? provider.eventTypes.map((event) => event.id) : ['*'];
        expect(Object.keys(provider.payload.templates[id] ?? {}).sort()).toEqual(events.sort());
      }
    });
  },
);

describe('the check of a provider can fail', () => {
  const spoiled: [string, Partial<Provider>][] = [
    ['no switch “missing”', { featureSwitch: 'missing' }],
    ['no signing scheme “missing”', { signing: { ...callgoose.signing!, schemeId: 'missing' } }],
    ['no channel “slack”', { signing: { ...callgoose.signing!, channels: ['slack'] } }],
    ['no role “chief”', { scopes: [{ ...callgoose.scopes[0]!, roles: ['chief'] }] }],
    ['no other scope “region”', { scopes: [{ ...callgoose.scopes[1]!, parent: 'region' }] }],
    [
      'lies within itself',
      {
        scopes: callgoose.scopes.map((scope) => ({
          ...scope,
          parent: scope.id === 'global' ? 'service' : scope.parent,
        })),
      },
    ],
    ['no list of names “managedTeams”', { settings: callgoose.settings.filter(({ id }) => id !== 'managedTeams') }],
    ['“incident.created” is there twice', { eventTypes: [...callgoose.eventTypes, callgoose.eventTypes[0]!] }],
    ['is no internal event', { lifecycle: { ...callgoose.lifecycle, validateEvent: 'incident.created' } }],
    ['is unknown', { placeholders: callgoose.placeholders.slice(1) }],
    ['no sample has incident.url', { samples: callgoose.samples.map((sample) => ({ ...sample, dataText: '{}' })) }],
    ['SyntaxError', { payload: { ...callgoose.payload, templates: { 'custom-url': { '*': '{' } } } }],
    ['is cut', { payload: { ...callgoose.payload, maximumCharacters: 10 } }],
  ];

  it.each(spoiled)('%s', (problem, change) => {
    expect(findProblems({ ...callgoose, ...change }).join('\n')).toContain(problem);
  });
});
