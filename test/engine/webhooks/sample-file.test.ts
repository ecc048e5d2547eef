import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { planSampleImport } from '../../../src-main/engine/webhooks/import-samples.ts';
import { makeTemporaryDirectory } from '../support/temporary-directory.ts';
import { fullProvider } from './full-provider.ts';
import { openWorkspace, type Workspace } from './workspace.ts';

const single = { eventType: 'created', name: 'From a file' };
const NUMBERS = '{\n  "thing": {\n    "id": 12345678901234567890,\n    "price": 1.50\n  }\n}';

async function openWithSample(): Promise<Workspace> {
  const workspace = await openWorkspace(makeTemporaryDirectory());
  workspace.providers.saveSample('acme', { id: null, eventType: 'created', name: 'Large id', dataText: NUMBERS });
  return workspace;
}

function importInto({ providers }: Workspace, text: string) {
  return providers.importSamples({ providerId: 'acme', text, ...single });
}

describe('a file of samples', () => {
  test('is laid out as a whole, and its numbers are the digits that were written', async () => {
    const { providers } = await openWithSample();
    const { text, samples } = providers.exportSamples({ providerId: 'acme', all: false });
    expect(samples).toBe(1);
    expect(text).toBe(
      [
        '{',
        '  "format": "hookwright-samples",',
        '  "version": 1,',
        '  "provider": "acme",',
        '  "samples": [',
        '    {',
        '      "event": "created",',
        '      "name": "Large id",',
        '      "data": {',
        '        "thing": {',
        '          "id": 12345678901234567890,',
        '          "price": 1.50',
        '        }',
        '      }',
        '    }',
        '  ]',
        '}',
        '',
      ].join('\n'),
    );
  });

  test('comes back letter by letter into another workspace, and changes nothing where it came from', async () => {
    const first = await openWithSample();
    const { text, samples } = first.providers.exportSamples({ providerId: 'acme', all: true });
    expect(samples).toBe(3);
    const stays = first.providers.planSamples({ providerId: 'acme', text, ...single });
    expect(stays).toMatchObject({ kind: 'library', changes: 0, problems: [] });
    const second = await openWorkspace(makeTemporaryDirectory());
    expect(importInto(second, text)).toMatchObject({ changes: 1 });
    const saved = second.providers.listSamples('acme').at(-1);
    expect(saved).toMatchObject({ name: 'Large id', dataText: NUMBERS, builtIn: false });
    expect(second.events).toContainEqual({ name: 'samples.changed', payload: { providerId: 'acme' } });
  });

  test('changes the sample that has the same event and name, a shipped one too', async () => {
    const workspace = await openWithSample();
    const { text } = workspace.providers.exportSamples({ providerId: 'acme', all: true });
    const changed = text.replace('"price": 1.50', '"price": 2').replace('"id": 1 }', '"id": 2 }');
    expect(importInto(workspace, changed).items.map(({ name, action }) => `${action} ${name}`)).toEqual([
      'leave A thing',
      'change No thing',
      'change Large id',
    ]);
    const samples = workspace.providers.listSamples('acme');
    expect(samples).toHaveLength(3);
    expect(samples[1]).toMatchObject({ builtIn: true, changed: true, dataText: '{ "thing": { "id": 2 } }' });
  });
});

test('any other JSON object is the data of one event', async () => {
  const workspace = await openWorkspace(makeTemporaryDirectory());
  expect(importInto(workspace, `\ufeff${NUMBERS}\n`)).toMatchObject({
    kind: 'event',
    items: [{ path: '', eventType: 'created', name: 'From a file', action: 'create' }],
  });
  expect(workspace.providers.listSamples('acme').at(-1)).toMatchObject({ name: 'From a file', dataText: NUMBERS });
});

describe('refuses at its place, and imports nothing of the file', () => {
  const wrong: [what: string, spoil: (text: string) => string, path: string][] = [
    ['a text that is cut off', (text) => text.slice(0, -20), 'line 14, column 32'],
    ['a list', () => '[1]', 'line 1, column 1'],
    ['an empty file', () => ' ', 'line 1, column 2'],
    ['another version', (text) => text.replace('"version": 1', '"version": 2'), 'version'],
    ['another provider', (text) => text.replace('"acme"', '"zenskar"'), 'provider'],
    ['no samples', (text) => text.replace('"samples"', '"events"'), 'samples'],
    ['an unknown event', (text) => text.replace('"removed"', '"unmade"'), 'samples[1].event'],
    ['a sample without a name', (text) => text.replace('"No thing"', '" "'), 'samples[1].name'],
    ['a name that is no text', (text) => text.replace('"No thing"', '7'), 'samples[1].name'],
    ['data that is no object', (text) => text.replace('{ "thing": { "id": 1 } }', '"x"'), 'samples[1].data'],
    [
      'the same sample twice',
      (text) => text.replace('"removed"', '"created"').replace('"No thing"', '"A thing"'),
      'samples[1].name',
    ],
    ['something else in the list', (text) => text.replace('"samples": [', '"samples": [null, '), 'samples[0]'],
  ];
  test.each(wrong)('%s', async (_what, spoil, path) => {
    const workspace = await openWorkspace(makeTemporaryDirectory());
    const before = workspace.providers.listSamples('acme');
    const { text } = workspace.providers.exportSamples({ providerId: 'acme', all: true });
    const spoiled = spoil(text.replace('"id": 12345678901234567890', '"id": 5'));
    expect(() => importInto(workspace, spoiled)).toThrowError(
      expect.objectContaining({
        code: 'invalid',
        detail: { issues: expect.arrayContaining([expect.objectContaining({ path })]) },
      }),
    );
    expect(workspace.providers.listSamples('acme')).toEqual(before);
  });

  test('but takes the same file unspoiled', async () => {
    const workspace = await openWorkspace(makeTemporaryDirectory());
    const { text } = workspace.providers.exportSamples({ providerId: 'acme', all: true });
    expect(importInto(workspace, text.replace('"id": 12345678901234567890', '"id": 5'))).toMatchObject({ changes: 1 });
  });
});

test('plans 5,000 mutated files without throwing, and writes only what parses as JSON', async () => {
  const { providers } = await openWithSample();
  const present = providers.listSamples('acme');
  const { text } = providers.exportSamples({ providerId: 'acme', all: true });
  const piece = fc.constantFrom(
    '{',
    '}',
    '[',
    ']',
    ',',
    '"',
    '\\',
    '\0',
    '\ud800',
    'null',
    '"__proto__":{"a":1},',
    '1e999',
    '',
  );
  fc.assert(
    fc.property(fc.nat(text.length), fc.nat(40), piece, (at, length, put) => {
      const mutated = text.slice(0, at) + put + text.slice(at + length);
      const params = { providerId: 'acme', text: mutated, ...single };
      const { plan, writes } = planSampleImport(params, present, fullProvider.eventTypes);
      if (plan.problems.length > 0) return;
      for (const { dataText } of writes) expect(() => JSON.parse(dataText)).not.toThrow();
    }),
    { numRuns: 5000, seed: 20_251_122 },
  );
  expect(({} as { a?: number }).a).toBeUndefined();
});
