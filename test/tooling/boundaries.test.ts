import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join, resolve } from 'node:path';
import type { ICruiseOptions, IFlattenedRuleSet } from 'dependency-cruiser';
import { cruise } from 'dependency-cruiser';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

const root = resolve(import.meta.dirname, '../..');
const clean = join(import.meta.dirname, 'fixtures', 'boundaries', 'clean');
const rules = createRequire(import.meta.url)(join(root, '.dependency-cruiser.cjs')) as IFlattenedRuleSet & {
  options: ICruiseOptions;
};

// Each breaks the clean tree in one place: the rule that has to notice, the file that is added, its text.
const breakages: [rule: string, file: string, text: string][] = [
  [
    'contract-imports-nothing-of-ours',
    'src-preload/contract/bad.ts',
    "import '../../src-main/engine/template/render.ts';",
  ],
  [
    'contract-imports-nothing-of-ours',
    'src-preload/contract/bad.ts',
    "import type { Button } from '../../src-renderer/ui/button.tsx';",
  ],
  ['contract-imports-nothing-of-ours', 'src-preload/contract/bad.ts', "import 'node:fs';"],
  ['preload-imports-contract-and-electron', 'src-preload/index.ts', "import '../src-main/engine/template/render.ts';"],
  [
    'engine-imports-contract-and-node',
    'src-main/engine/log/bad.ts',
    "import type { openWindow } from '../../shell/window.ts';",
  ],
  ['engine-imports-contract-and-node', 'src-main/engine/log/bad.ts', "import 'react';"],
  ['electron-through-shell', 'src-main/engine/log/bad.ts', "import { app } from 'electron';"],
  ['electron-through-shell', 'src-main/index.ts', "import type { App } from 'electron';"],
  ['electron-through-shell', 'src-renderer/client/bad.ts', "import { ipcRenderer } from 'electron/renderer';"],
  ['sqlite-through-store', 'src-main/engine/log/bad.ts', "import type Database from 'better-sqlite3';"],
  ['sqlite-through-store', 'src-main/shell/bad.ts', "const load = () => import('better-sqlite3');"],
  ['undici-through-dispatch', 'src-main/engine/capture/bad.ts', "import { request } from 'undici';"],
  ['nodemailer-through-notify', 'src-main/engine/log/bad.ts', "import nodemailer from 'nodemailer';"],
  ['monaco-through-editor', 'src-renderer/features/log/bad.ts', "import * as monaco from 'monaco-editor';"],
  [
    'monaco-through-editor',
    'src-renderer/ui/bad.ts',
    "import Worker from 'monaco-editor/editor/editor.worker?worker';",
  ],
  ['engine-rooms-go-one-way', 'src-main/engine/template/bad.ts', "import { compose } from '../compose/compose.ts';"],
  [
    'engine-rooms-go-one-way',
    'src-main/engine/signing/bad.ts',
    "import type { compose } from '../compose/compose.ts';",
  ],
  ['engine-rooms-go-one-way', 'src-main/engine/compose/bad.ts', "import { send } from '../dispatch/send.ts';"],
  ['engine-rooms-go-one-way', 'src-main/engine/webhooks/bad.ts', "import { record } from '../capture/record.ts';"],
  ['engine-rooms-go-one-way', 'src-main/engine/vault/bad.ts', "import { compose } from '../compose/compose.ts';"],
  ['engine-rooms-go-one-way', 'src-main/engine/dispatch/bad.ts', "import { record } from '../capture/record.ts';"],
  ['engine-rooms-go-one-way', 'src-main/engine/capture/bad.ts', "import { query } from '../log/query.ts';"],
  ['notify-is-wired-not-imported', 'src-main/engine/dispatch/bad.ts', "import { mail } from '../notify/mail.ts';"],
  ['store-imports-no-room', 'src-main/engine/store/bad.ts', "import type { compose } from '../compose/compose.ts';"],
  ['store-is-given-not-imported', 'src-main/engine/log/bad.ts', "import { open } from '../store/open.ts';"],
  ['rooms-do-not-import-the-wiring', 'src-main/engine/log/bad.ts', "import type { Engine } from '../engine.ts';"],
  [
    'renderer-imports-no-other-process',
    'src-renderer/client/bad.ts',
    "import type { Engine } from '../../src-main/engine/engine.ts';",
  ],
  [
    'renderer-imports-contract-types-only',
    'src-renderer/client/bad.ts',
    "import { itemSchema } from '../../src-preload/contract/methods.ts';",
  ],
  ['renderer-imports-no-node', 'src-renderer/client/bad.ts', "import { readFileSync } from 'node:fs';"],
  ['main-imports-no-renderer', 'src-main/shell/bad.ts', "import { log } from '../../src-renderer/stores/log.ts';"],
  [
    'features-do-not-import-each-other',
    'src-renderer/features/compose/bad.ts',
    "import { LogPage } from '../log/log-page.tsx';",
  ],
  ['ui-knows-no-data', 'src-renderer/ui/bad.ts', "import { log } from '../stores/log.ts';"],
  ['ui-knows-no-data', 'src-renderer/ui/bad.ts', "import type { call } from '../client/call.ts';"],
  ['no-cycles', 'src-main/engine/template/render.ts', "import './render-again.ts';"],
  ['not-to-unresolvable', 'src-renderer/client/bad.ts', "import './gone.ts';"],
];

let trees: string;

beforeAll(() => {
  // Inside the project: packages that a tree imports are found in the folders above it.
  mkdirSync(join(root, '.cache'), { recursive: true });
  trees = mkdtempSync(join(root, '.cache', 'boundaries-'));
});
afterAll(() => rmSync(trees, { recursive: true, force: true }));

describe('the order of the house', () => {
  it('has nothing to say about a clean tree', async () => {
    expect(await listViolations([])).toEqual([]);
  });

  it.each(breakages)('%s notices %s with %s', async (rule, file, text) => {
    const files: [string, string][] = [[file, text]];
    if (rule === 'no-cycles') files.push(['src-main/engine/template/render-again.ts', "import './render.ts';"]);
    expect(await listViolations(files)).toContain(rule);
  });

  it('breaks every rule that there is', () => {
    const broken = new Set(breakages.map(([rule]) => rule));
    const names = new Set((rules.forbidden ?? []).map(({ name }) => name));
    expect([...broken].sort()).toEqual([...names].sort());
  });
});

/** Names of the rules that a tree breaks: the clean one, with these files added or replaced. */
async function listViolations(files: [path: string, text: string][]): Promise<string[]> {
  const tree = mkdtempSync(join(trees, 'tree-'));
  cpSync(clean, tree, { recursive: true });
  for (const [path, text] of files) {
    mkdirSync(dirname(join(tree, path)), { recursive: true });
    writeFileSync(join(tree, path), `${text}\n`);
  }
  const { output } = await cruise(['src-preload', 'src-main', 'src-renderer'], {
    ...rules.options,
    baseDir: tree,
    validate: true,
    ruleSet: { forbidden: rules.forbidden ?? [] },
  });
  if (typeof output === 'string') throw new Error(output);
  return output.summary.violations.map(({ rule }) => rule.name);
}
