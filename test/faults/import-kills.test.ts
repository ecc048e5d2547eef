import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { expect, onTestFinished, test } from 'vitest';
import { type Engine, openEngine } from '../../src-main/engine/engine.ts';
import { signalYardText } from '../engine/providers/signal-yard.ts';
import { createFakeRandom } from '../engine/support/fake-random.ts';
import { runProgram } from '../engine/support/program.ts';
import { makeTemporaryDirectory } from '../engine/support/temporary-directory.ts';
import { createFakeKeyring } from '../engine/vault/fake-keyring.ts';
import { amount } from './support/amounts.ts';
import { report } from './support/figures.ts';
import { programOf } from './support/scene.ts';

const KILLS = amount(8, 60);
const SEED = 'import kills 1';
const COUNT = 300;
const passphrase = 'correct horse';

async function open(directory: string): Promise<Engine> {
  const engine = await openEngine({
    directory,
    capturePort: 0,
    sample: false,
    vault: { protector: createFakeKeyring('test') },
  });
  onTestFinished(() => engine.close());
  return engine;
}

/** A workspace file: so many webhooks with a secret each, all of one name, an own provider with a webhook, and settings. */
async function writeFile(word: string): Promise<string> {
  const engine = await open(makeTemporaryDirectory());
  const { hash } = await engine.call('providerFiles.plan', { text: signalYardText });
  await engine.call('providerFiles.add', { text: signalYardText, hash });
  await engine.call('webhooks.create', { providerId: 'signal-yard', channel: null, name: word });
  const { id } = await engine.call('webhooks.create', { providerId: 'zenskar', channel: null, name: word });
  await engine.call('secrets.set', { webhookId: id, field: 'signing', value: `secret of ${word}` });
  await engine.call('settings.save', { editorFontSize: word === 'old' ? 11 : 17 });
  const { text } = await engine.call('transfer.export', { webhookIds: null, passphrase });
  const file = JSON.parse(text) as { webhooks: { id: string; provider: string; name: string }[] };
  const [one, other] = ['zenskar', 'signal-yard'].map((name) =>
    file.webhooks.find(({ provider }) => provider === name),
  );
  file.webhooks = [
    ...Array.from({ length: COUNT }, (_each, index) => ({ ...one, id: `w-${index}`, name: word }) as never),
    { ...other, id: 'yard', name: word } as never,
  ];
  await engine.close();
  return JSON.stringify(file);
}

async function describeWorkspace(directory: string) {
  const engine = await open(directory);
  const webhooks = await engine.call('webhooks.list', {});
  const { editorFontSize } = await engine.call('settings.get', {});
  const files = await engine.call('providerFiles.list', {});
  const problems = await engine.call('storage.check', {});
  await engine.close();
  return {
    webhooks: webhooks.length,
    names: [...new Set(webhooks.map(({ name }) => name))],
    editorFontSize,
    files: JSON.stringify(files).includes('signal-yard'),
    problems,
  };
}

test(`an import that is killed ${KILLS} times leaves the old or the new workspace, whole (seed “${SEED}”)`, {
  timeout: 900_000,
}, async () => {
  const program = await programOf('import');
  const path = join(makeTemporaryDirectory(), 'workspace.json');
  writeFileSync(path, await writeFile('new'));
  const random = createFakeRandom(SEED);
  const ends = { old: 0, new: 0 };
  for (let count = 1; count <= KILLS; count += 1) {
    const directory = makeTemporaryDirectory();
    const running = runProgram(process.execPath, [program, directory, path, passphrase]);
    const first = count % 2 === 0 ? 'write' : 'planned';
    await running.waitForLine((line) => line.startsWith(first));
    await sleep(random.float() * (first === 'write' ? 120 : 600));
    running.child.kill('SIGKILL');
    await running.ended;
    const found = await describeWorkspace(directory);
    const isNew = found.webhooks > 0;
    ends[isNew ? 'new' : 'old'] += 1;
    const wanted = isNew
      ? { webhooks: COUNT + 1, names: ['new'], editorFontSize: 17, files: true }
      : { webhooks: 0, names: [], editorFontSize: 13, files: false };
    expect(found, `kill ${count}`).toEqual({ ...wanted, problems: null });
    if (running.lines.includes('stored')) expect(isNew, `kill ${count}`).toBe(true);
  }
  report(2, 'imports killed: old workspace left, new one stored', `${ends.old}, ${ends.new}`);
});
