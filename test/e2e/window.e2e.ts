import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { projectRoot } from '../../scripts/setup/cache.mjs';
import { sandboxFlags } from '../../scripts/setup/prepare.mjs';
import { readWindowMemory } from '../../src-main/shell/window-memory.ts';
import { expect, type LaunchedApp, test } from './launch.ts';

function readBounds({ app }: LaunchedApp) {
  return app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.getBounds());
}

/** Starts the app without a debugger, the way a person starts it a second time. */
async function startAgain(profile: string, ...words: string[]) {
  const { HOOKWRIGHT_ELECTRON: electron = '' } = process.env;
  const child = spawn(electron, [...sandboxFlags(), projectRoot, `--user-data-dir=${profile}`, ...words]);
  let said = '';
  child.stderr.on('data', (chunk: Buffer) => {
    said += chunk.toString();
  });
  const [code] = await once(child, 'close');
  return { code, said };
}

test('the window comes back where it was', async ({ launch, profile }) => {
  const place = { x: 140, y: 90, width: 1100, height: 700 };
  const first = await launch();
  await first.app.evaluate(({ BrowserWindow }, bounds) => BrowserWindow.getAllWindows()[0]?.setBounds(bounds), place);
  await expect.poll(() => readBounds(first)).toEqual(place);
  await first.close();
  expect(statSync(join(profile, 'window.json')).mode & 0o777).toBe(0o600);

  const second = await launch();
  await expect.poll(() => readBounds(second)).toEqual(place);
});

test('the place is known even when the app was killed', async ({ launch, profile }) => {
  const place = { x: 60, y: 80, width: 1050, height: 650 };
  const first = await launch();
  await first.app.evaluate(({ BrowserWindow }, bounds) => BrowserWindow.getAllWindows()[0]?.setBounds(bounds), place);
  const readMemory = () => readWindowMemory(join(profile, 'window.json')).place?.bounds;
  await expect.poll(() => readBounds(first)).toEqual(place);
  await expect.poll(readMemory).toEqual(place);
  const gone = once(first.app.process(), 'exit');
  first.app.process().kill('SIGKILL');
  await gone;

  const second = await launch();
  await expect.poll(() => readBounds(second)).toEqual(place);
});

test('a place on a screen that is gone is not used', async ({ launch, profile }) => {
  const far = { x: 9000, y: 9000, width: 1200, height: 800 };
  const memory = { place: { bounds: far, maximized: false, screen: { id: 1, bounds: far } }, theme: 'system' };
  writeFileSync(join(profile, 'window.json'), JSON.stringify(memory));
  const launched = await launch();
  await expect.poll(() => readBounds(launched)).toMatchObject({ width: 1200, height: 800 });
  const bounds = await readBounds(launched);
  expect(bounds?.x).toBeLessThan(2000);
  expect(bounds?.y).toBeLessThan(2000);
});

test('the window is never smaller than 1000x640', async ({ launch }) => {
  const launched = await launch();
  const minimum = await launched.app.evaluate(({ BrowserWindow }) =>
    BrowserWindow.getAllWindows()[0]?.getMinimumSize(),
  );
  expect(minimum).toEqual([1000, 640]);
});

test('the theme is that of the settings, from the first paint of the next start', async ({ launch }) => {
  const first = await launch();
  const readCanvas = (launched: LaunchedApp) =>
    launched.app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.getBackgroundColor().toLowerCase());
  await first.page.evaluate(() => window.hookwright.call('settings.save', { theme: 'dark' }));
  await expect.poll(() => readCanvas(first)).toBe('#131519');
  const isDark = () => first.page.evaluate(() => matchMedia('(prefers-color-scheme: dark)').matches);
  await expect.poll(isDark).toBe(true);
  await first.page.evaluate(() => window.hookwright.call('settings.save', { theme: 'light' }));
  await expect.poll(() => readCanvas(first)).toBe('#f4f6f8');
  await first.page.evaluate(() => window.hookwright.call('settings.save', { theme: 'dark' }));
  await expect.poll(() => readCanvas(first)).toBe('#131519');
  await first.close();

  const second = await launch();
  expect(await readCanvas(second)).toBe('#131519');
});

test('a second start brings the first window to the front and ends', async ({ launch, profile }) => {
  const launched = await launch();
  await launched.app.evaluate(({ app, BrowserWindow }) => {
    const heard = { starts: 0 };
    Object.assign(globalThis, { heard });
    app.on('second-instance', () => {
      heard.starts += 1;
    });
    BrowserWindow.getAllWindows()[0]?.hide();
  });
  expect(await startAgain(profile)).toMatchObject({ code: 0 });
  // The second one may have ended before the first one acted on its call.
  const readState = () =>
    launched.app.evaluate(({ BrowserWindow }) => ({
      heard: (globalThis as unknown as { heard: { starts: number } }).heard.starts,
      windows: BrowserWindow.getAllWindows().length,
      visible: BrowserWindow.getAllWindows()[0]?.isVisible(),
    }));
  await expect.poll(readState).toEqual({ heard: 1, windows: 1, visible: true });
});

test('a capture port that is none is refused with the bounds', async ({ profile }) => {
  const { code, said } = await startAgain(profile, '--capture-port=0');
  expect(code).toBe(2);
  expect(said).toContain('--capture-port takes a port from 1 to 65535, not "0".');
});

test('a page that crashed is loaded again, and the workspace is still open', async ({ launch }) => {
  const launched = await launch();
  await launched.page.waitForLoadState();
  await launched.app.evaluate(async ({ BrowserWindow }) => {
    const contents = BrowserWindow.getAllWindows()[0]?.webContents;
    // Only a load that begins after the crash counts: the end of the first one may still be on its way.
    const loaded = new Promise((resolve) =>
      contents?.once('render-process-gone', () => contents.once('did-finish-load', () => resolve(null))),
    );
    contents?.forcefullyCrashRenderer();
    await loaded;
  });
  const answer = await launched.app.evaluate(({ BrowserWindow }) =>
    BrowserWindow.getAllWindows()[0]?.webContents.executeJavaScript("window.hookwright.call('settings.get', {})"),
  );
  expect(answer).toMatchObject({ ok: true });
  await expect.poll(() => launched.problems).toEqual(['The page crashed.']);
  launched.problems.splice(0);
});

test('ending the app by signal closes the workspace in order', async ({ launch, profile }) => {
  const launched = await launch();
  await launched.page.evaluate(() => window.hookwright.call('app.info', {}));
  const gone = once(launched.app.process(), 'exit');
  launched.app.process().kill('SIGTERM');
  expect(await gone).toEqual([0, null]);
  expect(statSync(join(profile, 'workspace', 'hookwright.clean')).isFile()).toBe(true);
});
