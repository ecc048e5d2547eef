import { describe, expect, it } from 'vitest';
import { anyService } from '../../../src-main/engine/providers/any-service.ts';
import type { Provider } from '../../../src-preload/contract/provider.ts';
import { providerSchema } from '../../../src-preload/contract/provider-schema.ts';
import { findProblems } from './find-problems.ts';
import { listUnused } from './list-unused.ts';
import { readSignalYard } from './signal-yard.ts';

/**
 * What one provider cannot use all of: a scheme has one form, a signature a set of channels. Schemes have tests of their own.
 */
const leaves = new Set(['signing.scheme', 'signing.channels']);

/** What is there for a service of which nothing is known: a provider with a scheme and events of its own has no use for it. */
const usedByAnyService = ['starts', 'dataPlaceholders', 'delivery.successChoice'];

const unusedOf = (provider: Provider): string[] => listUnused(providerSchema, [provider], '', leaves);

describe('the provider file of the tests', () => {
  it('uses every capability that the schema of a provider knows', () => {
    expect(unusedOf(readSignalYard())).toEqual(usedByAnyService);
  });

  it('leaves the rest to Any service', () => {
    for (const path of usedByAnyService) expect(unusedOf(anyService)).not.toContain(path);
  });

  it('would miss a capability that is new: the control', () => {
    const provider = readSignalYard();
    const without: [string, Partial<Provider>][] = [
      ['statusWords', { statusWords: null }],
      ['failureMail', { failureMail: null }],
      ['conditionals', { conditionals: false }],
      ['channels[].id=discord', { channels: provider.channels.filter(({ id }) => id !== 'discord') }],
      ['settings[](choice)', { settings: provider.settings.filter(({ kind }) => kind !== 'choice') }],
      ['placeholders[].values', { placeholders: provider.placeholders.map((each) => ({ ...each, values: null })) }],
      ['webhook.fields.query', { webhook: { ...provider.webhook, fields: { url: { label: 'a', hint: '' } } } }],
      ['lifecycle.validateEvent', { lifecycle: { ...provider.lifecycle, validateEvent: null } }],
    ];
    for (const [path, change] of without) expect(unusedOf({ ...provider, ...change })).toContain(path);
  });

  it('holds everything that it refers to', () => {
    const few = /has too few samples/;
    expect(findProblems(readSignalYard()).filter((problem) => !few.test(problem))).toEqual([]);
  });
});
