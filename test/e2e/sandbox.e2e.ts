import { execFileSync } from 'node:child_process';
import {
  chmodSync,
  chownSync,
  cpSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  readlinkSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, dirname, join } from 'node:path';
import { projectRoot } from '../../scripts/setup/cache.mjs';
import { expect, type LaunchedApp, type LaunchOptions, test } from './launch.ts';

const isRoot = process.getuid?.() === 0;
const seccompFilter = 2;

/** What Linux says of a process: how its system calls are filtered, and whether it lives in a user namespace of its own. */
function readConfinement(processId: number) {
  const status = readFileSync(`/proc/${processId}/status`, 'utf8');
  const readField = (name: string) => Number(new RegExp(`^${name}:\\s*(\\d+)`, 'm').exec(status)?.[1]);
  return {
    user: readField('Uid'),
    seccomp: readField('Seccomp'),
    mayGainRights: readField('NoNewPrivs') === 0,
    userNamespace: readlinkSync(`/proc/${processId}/ns/user`),
    processNamespace: readlinkSync(`/proc/${processId}/ns/pid`),
  };
}

async function readProcesses({ app }: LaunchedApp) {
  const found = await app.evaluate(({ BrowserWindow }) => ({
    main: process.pid,
    page: BrowserWindow.getAllWindows()[0]?.webContents.getOSProcessId() ?? 0,
    switches: process.argv,
  }));
  return { switches: found.switches, main: readConfinement(found.main), page: readConfinement(found.page) };
}

/**
 * A throw-away user with an Electron and a build of its own: root's are in folders that nobody else may enter. Where the tests are
 * not run by root, the person who runs them is the ordinary user.
 */
function createOrdinaryUser() {
  if (!isRoot) return { options: {}, remove: () => undefined };
  const name = `hookwright-${process.pid}`;
  const home = mkdtempSync(join(tmpdir(), 'hookwright-user-'));
  execFileSync('useradd', ['--system', '--no-create-home', '--home-dir', home, '--shell', '/bin/sh', name]);
  const remove = (): void => {
    execFileSync('userdel', [name], { stdio: 'ignore' });
    rmSync(home, { recursive: true, force: true });
  };
  try {
    return { options: prepareHome(name, home), remove };
  } catch (error) {
    remove();
    throw error;
  }
}

function prepareHome(name: string, home: string): LaunchOptions {
  const readId = (flag: string): number => Number(execFileSync('id', [flag, name], { encoding: 'utf8' }));
  const electron = process.env.HOOKWRIGHT_ELECTRON ?? '';
  cpSync(dirname(electron), join(home, 'electron'), { recursive: true });
  const appFolder = copyApp(home);
  const profile = join(home, 'profile');
  const runtime = join(home, 'runtime');
  for (const folder of [profile, runtime]) mkdirSync(folder, { mode: 0o700 });
  for (const folder of [home, profile, runtime]) chownSync(folder, readId('-u'), readId('-g'));

  const starter = join(home, 'electron-as-user');
  const environment = `HOME='${home}' XDG_RUNTIME_DIR='${runtime}' XDG_CONFIG_HOME='${home}/.config'`;
  const command = `runuser -u '${name}' -- env ${environment} '${join(home, 'electron', basename(electron))}' "$@"`;
  writeFileSync(starter, `#!/bin/sh\ncd '${home}' && exec ${command}\n`);
  chmodSync(starter, 0o755);
  return { executable: starter, appFolder, profile };
}

/** What a package would hold: the build, and the modules that it loads at run time. */
function copyApp(home: string): string {
  const folder = join(home, 'app');
  mkdirSync(folder);
  for (const part of ['package.json', 'out', 'scripts/drive/hold-start.cjs'])
    cpSync(join(projectRoot, part), join(folder, part), { recursive: true });
  const manifest = JSON.parse(readFileSync(join(projectRoot, 'package.json'), 'utf8'));
  for (const dependency of Object.keys(manifest.dependencies)) {
    const target = join(folder, 'node_modules', dependency);
    cpSync(join(projectRoot, 'node_modules', dependency), target, { recursive: true, dereference: true });
  }
  return folder;
}

test.describe('the sandbox', () => {
  // In one worker, because they share the user and its copy of Electron.
  test.describe.configure({ mode: 'default' });
  test.skip(process.platform !== 'linux', 'What is looked at here is in /proc.');

  let user: ReturnType<typeof createOrdinaryUser>;
  test.beforeAll(() => {
    user = createOrdinaryUser();
  });
  test.afterAll(() => user.remove());

  test('holds the page of an ordinary user, and the page works in it', async ({ launch }) => {
    const launched = await launch({ sandbox: true, ...user.options });
    const { main, page, switches } = await readProcesses(launched);
    expect(switches).not.toContain('--no-sandbox');
    expect(main.user).not.toBe(0);
    expect(main.seccomp).toBe(0);
    expect(page).toMatchObject({ user: main.user, seccomp: seccompFilter, mayGainRights: false });
    expect(page.userNamespace).not.toBe(main.userNamespace);
    expect(page.processNamespace).not.toBe(main.processNamespace);

    expect(launched.page.url()).toBe('app://hookwright/index.html');
    const info = await launched.page.evaluate(() => window.hookwright.call('app.info', {}));
    expect(info).toMatchObject({ ok: true, value: { failure: null } });
  });

  test('cannot be switched off by an ordinary user', async ({ launch }) => {
    const launched = await launch({ sandbox: false, ...user.options });
    const { main, page, switches } = await readProcesses(launched);
    expect(switches).toContain('--no-sandbox');
    expect(main.user).not.toBe(0);
    expect(page.seccomp).toBe(seccompFilter);
  });

  test('would be missed if it were not there (control)', async ({ launch }) => {
    test.skip(!isRoot, 'Only root can run a page without it.');
    const { page, main } = await readProcesses(await launch({ sandbox: false }));
    expect(page.seccomp).toBe(0);
    expect(page.userNamespace).toBe(main.userNamespace);
  });
});
