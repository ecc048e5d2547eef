import { chmodSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ensureKeyring } from '../../scripts/setup/system-libraries.mjs';
import type { VaultStatus } from '../../src-preload/contract/vault.ts';
import { expect, type LaunchedApp, test } from './launch.ts';

/** A login with a GNOME keyring of its own: its folders, and a program that starts Electron inside it. */
function createLogin(name: string): string {
  const home = join(logins, name);
  for (const folder of ['data', 'runtime']) mkdirSync(join(home, folder), { recursive: true, mode: 0o700 });
  const environment = `HOME='${home}' XDG_DATA_HOME='${home}/data' XDG_RUNTIME_DIR='${home}/runtime'`;
  // The session's bus ends with Electron, and the keyring with the bus.
  const inside = `printf ${name} | gnome-keyring-daemon --unlock --components=secrets >/dev/null && exec "$0" "$@"`;
  const starter = join(home, 'electron');
  const electron = process.env.HOOKWRIGHT_ELECTRON ?? '';
  const command = `exec env ${environment} dbus-run-session -- sh -c '${inside}' '${electron}' "$@"`;
  writeFileSync(starter, `#!/bin/sh\n${command}\n`);
  chmodSync(starter, 0o755);
  return starter;
}

async function readVault({ page }: LaunchedApp): Promise<VaultStatus> {
  const answer = await page.evaluate(() => window.hookwright.call('vault.status', {}));
  expect(answer).toMatchObject({ ok: true });
  return (answer as { value: VaultStatus }).value;
}

let logins: string;

test.describe('a real keyring', () => {
  // In one worker, because they share the folder of logins.
  test.describe.configure({ mode: 'default' });
  test.skip(process.platform !== 'linux', 'Others have exactly one, and tests keep their hands off it.');
  test.beforeAll(async () => {
    await ensureKeyring();
    logins = mkdtempSync(join(tmpdir(), 'hookwright-logins-'));
  });
  test.afterAll(() => rmSync(logins, { recursive: true, force: true, maxRetries: 5 }));

  test('protects the key without a question, and opens it again at the next start', async ({ launch, profile }) => {
    const executable = createLogin('ada');
    const first = await launch({ executable, keyring: 'gnome-libsecret' });
    const ready = { state: 'ready', protection: 'keyring', keyring: 'gnome_libsecret' };
    expect(await readVault(first)).toEqual(ready);
    await expect(first.page.getByRole('navigation', { name: 'Webhooks' })).toBeVisible();
    await expect(first.page.getByRole('dialog')).toBeHidden();
    await first.close();
    expect(readdirSync(join(profile, 'workspace'))).toContain('hookwright.db');

    const second = await launch({ executable, keyring: 'gnome-libsecret' });
    expect(await readVault(second)).toEqual(ready);
  });

  test('of another login, or none, opens nothing and overwrites nothing', async ({ launch }) => {
    const ours = createLogin('grace');
    const first = await launch({ executable: ours, keyring: 'gnome-libsecret' });
    expect((await readVault(first)).state).toBe('ready');
    await first.close();

    const other = await launch({ executable: createLogin('eve'), keyring: 'gnome-libsecret' });
    expect((await readVault(other)).state).toBe('damaged');
    await other.close();

    const none = await launch({ keyring: 'basic' });
    expect(await readVault(none)).toEqual({
      state: 'mismatch',
      protection: 'keyring',
      expected: 'gnome_libsecret',
      found: 'basic_text',
    });
    await none.close();

    const again = await launch({ executable: ours, keyring: 'gnome-libsecret' });
    expect((await readVault(again)).state).toBe('ready');
  });
});
