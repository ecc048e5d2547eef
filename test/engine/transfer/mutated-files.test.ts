import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  initialMailSettings,
  tidyMailSettings,
  validateMailSettings,
} from '../../../src-main/engine/notify/mail-settings.ts';
import { createCatalogue } from '../../../src-main/engine/providers/catalogue.ts';
import {
  initialProxySettings,
  tidyProxySettings,
  validateProxySettings,
} from '../../../src-main/engine/proxy/proxy-settings.ts';
import { initialSettings } from '../../../src-main/engine/settings/settings.ts';
import { toPortable } from '../../../src-main/engine/transfer/app-settings.ts';
import { planImport } from '../../../src-main/engine/transfer/plan-import.ts';
import { createPlanRun } from '../../../src-main/engine/transfer/plan-run.ts';
import { readTransferFile } from '../../../src-main/engine/transfer/read-file.ts';
import type { WorkspaceReader } from '../../../src-main/engine/transfer/workspace-reader.ts';
import { toSettingValues } from '../../../src-main/engine/webhooks/provider-settings.ts';
import type { ProviderInUse } from '../../../src-main/engine/webhooks/provider-states.ts';
import type { Provider } from '../../../src-preload/contract/provider.ts';
import { addSignalYard, openForTransfer } from './support/open-for-transfer.ts';

const RUNS = 20_000;

const pieces = [
  ...[
    '{',
    '}',
    '[',
    ']',
    ',',
    ':',
    '"',
    '\\',
    '\0',
    '\ufeff',
    '\ud800',
    '1e999',
    '-0',
    'null',
    'true',
    '{}',
    '[]',
    '""',
  ],
  ...[
    '"__proto__":{"polluted":1},',
    '"constructor":{"prototype":{"polluted":1}},',
    '"toString":1,',
    '[['.repeat(40),
    '"x",',
  ],
];

/** One place of the text cut out, doubled, or filled with something that bites. */
const mutation = fc.record({
  // Everywhere alike: without this, most would be at the file's two ends.
  at: fc.noBias(fc.nat(999_999)).map((millionths) => millionths / 1_000_000),
  length: fc.oneof(fc.constant(0), fc.nat(4), fc.nat(400)),
  put: fc.oneof(fc.constantFrom('a', 'B2', ' '), fc.constantFrom('', ...pieces), fc.string({ maxLength: 12 })),
  /** In place of a value: the wrong type where it hurts. */
  value: fc.option(
    fc.constantFrom('null', '{}', '[]', '-1', '"x"', '"ftp://x/"', 'true', '1e400', '{"__proto__":1}', '[[]]'),
    {
      nil: null,
    },
  ),
});

type Mutation = { at: number; length: number; put: string; value: string | null };

function mutate(text: string, { at, length, put, value }: Mutation): string {
  const start = Math.floor(at * text.length);
  if (value === null) return text.slice(0, start) + put + text.slice(start + length);
  const colon = text.indexOf('": ', start);
  const end = colon < 0 ? -1 : text.indexOf('\n', colon);
  if (end < 0) return text.slice(0, start);
  const comma = text[end - 1] === ',' ? ',' : '';
  return `${text.slice(0, colon + 3)}${value}${comma}${text.slice(end)}`;
}

/** A workspace that has nothing yet, and that nothing can write to: whatever it hands out is frozen. */
function createEmptyReader(): WorkspaceReader {
  const catalogue = createCatalogue();
  const stateOf = (provider: Provider): ProviderInUse => ({
    provider,
    settings: toSettingValues(provider, new Map()),
    eventTypes: provider.eventTypes,
  });
  const refuse = (): never => {
    throw new Error('A plan writes nothing.');
  };
  return Object.freeze({
    webhooks: () => Object.freeze([]) as readonly never[],
    findDeleted: () => null,
    state: (id: string) => {
      const provider = catalogue.get(id);
      return provider ? stateOf(provider) : null;
    },
    ownSchemes: () => [],
    usersOf: () => [],
    ownEvents: () => [],
    ownSamples: () => [],
    capturePort: () => 9410,
    readSecret: () => null,
    hasSecret: () => false,
    now: () => 0,
    providerIds: () => [...catalogue.keys()],
    providerFile: () => null,
    stateOf,
    app: Object.freeze({
      readApp: () => toPortable(initialSettings),
      readMail: () => initialMailSettings,
      tidyMail: tidyMailSettings,
      validateMail: validateMailSettings,
      readProxy: () => initialProxySettings,
      tidyProxy: tidyProxySettings,
      validateProxy: validateProxySettings,
      dropsProxyPassword: () => false,
      stageProxy: refuse,
      readPassword: () => null,
      hasPassword: () => false,
      stageApp: refuse,
      stageMail: refuse,
      stagePassword: refuse,
    }),
  });
}

function describePrototypes(): string {
  return [Object.prototype, Array.prototype, Function.prototype]
    .map((prototype) => Reflect.ownKeys(prototype).map(String).join())
    .join('|');
}

test(`${RUNS} mutated files are read or refused with a place, and leave every prototype as it is`, {
  timeout: 300_000,
}, async () => {
  const { engine } = await openForTransfer();
  await addSignalYard(engine);
  const { text: original } = await engine.call('transfer.export', { webhookIds: null, passphrase: null });
  const reader = createEmptyReader();
  const before = describePrototypes();
  const seen = { planned: 0, refused: 0, invalid: 0 };
  await fc.assert(
    fc.asyncProperty(fc.array(mutation, { minLength: 1, maxLength: 2 }), async (mutations) => {
      const text = mutations.reduce(mutate, original);
      const reading = readTransferFile(text);
      if (!reading.ok) {
        seen.refused += 1;
        expect(reading.problems.length).toBeGreaterThan(0);
        for (const { message } of reading.problems) expect(message).not.toBe('');
      } else {
        const { plan } = await planImport(
          reader,
          text,
          reading.file,
          null,
          createPlanRun(new AbortController().signal, null),
        );
        if (plan.problems.length > 0) seen.invalid += 1;
        else seen.planned += 1;
      }
      expect('polluted' in {}).toBe(false);
    }),
    { numRuns: RUNS, seed: 24 },
  );
  expect(describePrototypes()).toBe(before);
  // The control: the mutations reach every way that a file can go.
  expect(seen.planned).toBeGreaterThan(100);
  expect(seen.refused).toBeGreaterThan(100);
  expect(seen.invalid).toBeGreaterThan(100);
});

test('400 mutated files go into a real workspace whole or not at all', async () => {
  const { engine } = await openForTransfer();
  await addSignalYard(engine);
  const read = async () => (await engine.call('transfer.export', { webhookIds: null, passphrase: null })).text;
  const original = await read();
  const seen = { applied: 0, refused: 0 };
  await fc.assert(
    fc.asyncProperty(mutation, async (change) => {
      const text = mutate(original, change);
      const before = await read();
      const { hash, problems } = await engine.call('transfer.plan', { text, passphrase: null });
      expect(await read()).toBe(before);
      const applying = engine.call('transfer.apply', { text, passphrase: null, hash, replaceSecrets: false });
      if (problems.length > 0) {
        await expect(applying).rejects.toMatchObject({ code: 'invalid' });
        expect(await read()).toBe(before);
        seen.refused += 1;
      } else {
        await applying;
        const { changes } = await engine.call('transfer.plan', { text, passphrase: null });
        expect(changes).toBe(0);
        seen.applied += 1;
      }
    }),
    { numRuns: 400, seed: 24 },
  );
  expect(seen.applied).toBeGreaterThan(10);
  expect(seen.refused).toBeGreaterThan(10);
});

test('the control: a merge without care is what these files would pollute', () => {
  const merge = (target: Record<string, unknown>, source: Record<string, unknown>): void => {
    for (const [key, value] of Object.entries(source)) {
      if (typeof value !== 'object' || value === null) {
        target[key] = value;
        continue;
      }
      const inner = (target[key] ?? {}) as Record<string, unknown>;
      target[key] = inner;
      merge(inner, value as Record<string, unknown>);
    }
  };
  const text = '{"__proto__": {"polluted": 1}}';
  merge({}, JSON.parse(text));
  expect('polluted' in {}).toBe(true);
  Reflect.deleteProperty(Object.prototype, 'polluted');
  expect(readTransferFile(text)).toMatchObject({ ok: false, problems: [{ path: '__proto__' }] });
  expect('polluted' in {}).toBe(false);
});
