import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { FuseState, FuseV1Options, getCurrentFuseWire } from '@electron/fuses';
import { afterAll, describe, expect, test } from 'vitest';
import { RELEASE_FUSES, setReleaseFuses } from '../../scripts/set-fuses.mjs';

const root = resolve(import.meta.dirname, '../..');
const folder = mkdtempSync(join(tmpdir(), 'hookwright-fuses-'));
afterAll(() => rmSync(folder, { recursive: true }));

/** What each fuse of a release is, and why. */
const expected: { fuse: keyof typeof FuseV1Options; on: boolean; because: string }[] = [
  { fuse: 'RunAsNode', on: false, because: 'the binary would run any script with the rights of the app' },
  { fuse: 'EnableCookieEncryption', on: true, because: 'a cookie on disk would be plain text' },
  { fuse: 'EnableNodeOptionsEnvironmentVariable', on: false, because: 'the environment would load code' },
  { fuse: 'EnableNodeCliInspectArguments', on: false, because: 'a debugger would read the secrets' },
  {
    fuse: 'EnableEmbeddedAsarIntegrityValidation',
    on: true,
    because: 'a changed archive would start (macOS, Windows)',
  },
  { fuse: 'OnlyLoadAppFromAsar', on: true, because: 'a folder beside the archive would start in its place' },
  { fuse: 'LoadBrowserProcessSpecificV8Snapshot', on: false, because: 'there is no snapshot of our own' },
  { fuse: 'GrantFileProtocolExtraPrivileges', on: false, because: 'file: pages are not used' },
  { fuse: 'WasmTrapHandlers', on: true, because: 'it is the default, and nothing here needs another' },
];

/** A file with nothing but the fuses of an Electron, each as given, behind the mark by which they are found. */
function createExecutable(states: readonly FuseState[]): string {
  const path = join(folder, `electron-${states.length}`);
  const mark = Buffer.from('dL7pKGdnNz796PbbjQWNKmHXBZaB9tsX');
  writeFileSync(path, Buffer.concat([mark, Buffer.from([1, states.length, ...states])]));
  return path;
}

describe('19: a packaged release', () => {
  test('is given its fuses when it is packed', () => {
    const manifest = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
    expect(manifest.build.afterPack).toBe('./scripts/set-fuses.mjs');
    expect(manifest.build.asar).toBe(true);
  });

  test('has a decision for every fuse that there is', () => {
    const all = Object.values(FuseV1Options).filter((value) => typeof value === 'number');
    expect(Object.keys(RELEASE_FUSES).map(Number)).toEqual(all);
    expect(expected.map(({ fuse }) => FuseV1Options[fuse])).toEqual(all);
  });

  test.each(expected)('has $fuse $on: else $because', async ({ fuse, on }) => {
    // The opposite of what is wanted, so that a fuse that nobody touches is noticed.
    const opposite = expected.map((each) => (each.on ? FuseState.DISABLE : FuseState.ENABLE));
    const executable = createExecutable(opposite);
    await setReleaseFuses(executable);
    const wire = await getCurrentFuseWire(executable);
    expect(wire[FuseV1Options[fuse]]).toBe(on ? FuseState.ENABLE : FuseState.DISABLE);
  });

  test('on an Electron with fewer fuses has those that it knows', async () => {
    const executable = createExecutable(expected.slice(0, 8).map(() => FuseState.ENABLE));
    await setReleaseFuses(executable);
    const wire = await getCurrentFuseWire(executable);
    expect(wire[FuseV1Options.RunAsNode]).toBe(FuseState.DISABLE);
    expect(wire[FuseV1Options.GrantFileProtocolExtraPrivileges]).toBe(FuseState.DISABLE);
  });
});
