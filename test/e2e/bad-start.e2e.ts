import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { mkdir, open, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import { openApp } from '../../scripts/drive/open-app.mjs';
import { keepSecretsForThisRun, unlockSecrets } from '../../scripts/drive/vault.mjs';
import { listWebhooks } from '../../scripts/drive/webhooks.mjs';
import { projectRoot } from '../../scripts/setup/cache.mjs';
import { expect, test } from './hookwright.ts';

const database = (workspace: string) => join(workspace, 'hookwright.db');

async function digest(path: string): Promise<string> {
  return createHash('sha256')
    .update(await readFile(path))
    .digest('hex');
}

function failure(page: Page, title: string) {
  return page.getByRole('alert', { name: title });
}

test('a database of a newer version is refused and left as it is', async ({ hookwright }) => {
  const first = await hookwright.start();
  await first.close();
  const file = await open(database(hookwright.workspace), 'r+');
  // The version that the file says it has: SQLite's header keeps it at byte 60, big-endian.
  await file.write(Buffer.from([0, 0, 0x7f, 0xff]), 0, 4, 60);
  await file.close();
  const before = await digest(database(hookwright.workspace));

  const { page } = await hookwright.open();
  const screen = failure(page, 'This workspace was made by a newer Hookwright');
  await expect(screen).toContainText('Install the newer version');
  await expect(screen).toContainText(hookwright.workspace);
  await expect(screen.getByRole('button', { name: 'Set it aside and start a new one' })).toBeHidden();
  await screen.getByRole('button', { name: 'Try again' }).click();
  await expect(screen).toBeVisible();
  expect(await digest(database(hookwright.workspace))).toBe(before);
});

test('a file that is not a database is set aside only when asked, and never deleted', async ({ hookwright }) => {
  await mkdir(hookwright.workspace, { recursive: true });
  await writeFile(database(hookwright.workspace), 'These are my notes, not a database.\n'.repeat(20));
  const before = await digest(database(hookwright.workspace));

  const { page } = await hookwright.open();
  const screen = failure(page, 'The workspace’s file is not a Hookwright database');
  await expect(screen).toContainText('It was left as it is.');
  await expect(screen).toContainText(hookwright.workspace);
  expect(await digest(database(hookwright.workspace))).toBe(before);

  await screen.getByRole('button', { name: 'Set it aside and start a new one' }).click();
  await keepSecretsForThisRun(page);
  await expect.poll(() => listWebhooks(page)).toContainEqual({ provider: 'gridscale partner', name: 'CRM' });
  const aside = (await readdir(hookwright.workspace)).filter((name) => name.includes('.corrupt-'));
  expect(aside).toHaveLength(1);
  expect(await digest(join(hookwright.workspace, aside[0] ?? ''))).toBe(before);
});

test('a folder that is gone is named, and nothing is made in its place', async ({ hookwright }) => {
  const first = await hookwright.start({ lasting: true });
  await first.close();
  await rename(hookwright.workspace, `${hookwright.workspace}-moved`);

  const { page } = await hookwright.open();
  const screen = failure(page, 'The workspace is not there');
  await expect(screen).toContainText(hookwright.workspace);
  await expect(screen.getByRole('button', { name: 'Start an empty workspace' })).toBeVisible();
  expect(await readdir(hookwright.profile)).not.toContain('workspace');

  await rename(`${hookwright.workspace}-moved`, hookwright.workspace);
  await screen.getByRole('button', { name: 'Try again' }).click();
  await unlockSecrets(page, hookwright.passphrase);
  await expect.poll(() => listWebhooks(page)).toContainEqual({ provider: 'gridscale partner', name: 'CRM' });
});

test('a folder that is moved away while it is open is said, with a way to save what is here', async ({
  hookwright,
}) => {
  const { page } = await hookwright.start();
  await rename(hookwright.workspace, `${hookwright.workspace}-moved`);
  // What a focus of the window asks.
  await page.evaluate(() => window.hookwright.call('storage.check', {}));
  await expect(page.getByText('Nothing can be saved at the moment.')).toBeVisible();
  await expect(page.getByRole('button', { name: 'Save a copy…' })).toBeVisible();
  await rename(`${hookwright.workspace}-moved`, hookwright.workspace);
  await expect(page.getByText('Nothing can be saved at the moment.')).toBeHidden();
});

test('a database that is deleted while it is open is said within seconds, and all that is here can be saved as a copy', async ({
  hookwright,
}) => {
  const { app, page } = await hookwright.start();
  const marker = 'kept before the file was deleted';
  expect((await fetch(`http://127.0.0.1:${hookwright.port}/before`, { method: 'POST', body: marker })).status).toBe(
    200,
  );
  for (const name of await readdir(hookwright.workspace)) {
    if (name.startsWith('hookwright.db')) await rm(join(hookwright.workspace, name));
  }
  const banner = page.getByText('Nothing can be saved at the moment.');
  await expect(banner).toBeVisible({ timeout: 10_000 });
  // Nothing is acknowledged that would be lost.
  expect((await fetch(`http://127.0.0.1:${hookwright.port}/after`, { method: 'POST', body: 'x' })).status).toBe(507);

  const copy = join(hookwright.profile, 'copy.db');
  await app.evaluate(({ dialog }, chosen) => {
    dialog.showSaveDialog = async () => ({ canceled: false, filePath: chosen });
  }, copy);
  await page.getByRole('button', { name: 'Save a copy…' }).click();
  await expect.poll(async () => (await readdir(hookwright.profile)).includes('copy.db')).toBe(true);
  expect((await readFile(copy)).includes(marker)).toBe(true);
  await expect(banner).toBeVisible();
});

test('a folder that cannot be written is named, and opens once it can be', async ({ hookwright }) => {
  // A file in the folder's place refuses everybody, also root, whom no mode refuses.
  await writeFile(hookwright.workspace, 'in the way');
  const { page } = await hookwright.open();
  const screen = failure(page, 'The workspace’s folder cannot be written');
  await expect(screen).toContainText('Make it writable for your user');
  await expect(screen).toContainText(hookwright.workspace);

  await rm(hookwright.workspace);
  await screen.getByRole('button', { name: 'Try again' }).click();
  await keepSecretsForThisRun(page);
  await expect.poll(() => listWebhooks(page)).toContainEqual({ provider: 'gridscale partner', name: 'CRM' });
});

test('a workspace that another program has open says so, and opens when that one is done', async ({ hookwright }) => {
  await mkdir(hookwright.workspace, { recursive: true });
  const script = `
    const { openEngine } = await import(${JSON.stringify(join(projectRoot, 'out/main/engine.js'))});
    const engine = await openEngine({ directory: ${JSON.stringify(hookwright.workspace)}, capturePort: 0 });
    process.stdin.once('data', () => engine.close().then(() => process.exit(0)));
    console.log('open');
  `;
  const other = spawn(process.execPath, ['--input-type=module', '-e', script], { stdio: ['pipe', 'pipe', 'inherit'] });
  try {
    await once(other.stdout, 'data');
    const { page } = await hookwright.open();
    const screen = failure(page, 'This workspace is already open');
    await expect(screen).toContainText('Close that one, then try again.');

    const ended = once(other, 'exit');
    other.stdin.write('\n');
    await ended;
    await screen.getByRole('button', { name: 'Try again' }).click();
    await keepSecretsForThisRun(page);
    await expect.poll(() => listWebhooks(page)).toContainEqual({ provider: 'gridscale partner', name: 'CRM' });
  } finally {
    other.kill();
  }
});

test('a taken capture port is named, and a free one is offered', async ({ hookwright }) => {
  const taken = createServer().listen(hookwright.port, '127.0.0.1');
  await once(taken, 'listening');
  try {
    const { page } = await hookwright.start();
    await page.getByRole('button', { name: `Capture is port ${hookwright.port} is taken` }).click();
    await expect(page.getByText(`Port ${hookwright.port} is taken by another program.`)).toBeVisible();
    const offer = page.getByRole('button', { name: /^Use port \d+$/ });
    const port = /\d+/.exec(await offer.innerText())?.[0] ?? '';
    await offer.click();
    await expect(page.getByText(`http://127.0.0.1:${port}`).first()).toBeVisible();
    await expect(page.getByRole('button', { name: 'Capture is listening' })).toBeVisible();

    // The webhooks that pointed at the old port have moved along, so that sending works at once.
    await page.getByRole('button', { name: 'Close the settings' }).click();
    await page.getByRole('button', { name: 'Send', exact: true }).click();
    await expect(page.getByRole('status', { name: 'Last result' })).toContainText('Event delivered');
  } finally {
    taken.close();
  }
});

test('two profiles run beside each other', async ({ hookwright }) => {
  const first = await hookwright.start();
  const other = await openApp({ profile: join(hookwright.profile, 'another'), capturePort: hookwright.port });
  try {
    await keepSecretsForThisRun(other.page);
    // The port is the first one's: told, not shared.
    await expect(other.page.getByRole('button', { name: `Capture is port ${hookwright.port} is taken` })).toBeVisible();
    await expect(first.page.getByRole('button', { name: 'Capture is listening' })).toBeVisible();
  } finally {
    await other.close();
  }
});
