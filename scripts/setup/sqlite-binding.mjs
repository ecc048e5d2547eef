import {
  copyFileSync,
  cpSync,
  existsSync,
  mkdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join, resolve } from 'node:path';
import { cacheDirectory, freshBuildDirectory, withLock } from './cache.mjs';
import { capture } from './run.mjs';
import { ensureCompiler } from './system-libraries.mjs';

const require = createRequire(import.meta.url);
const NEEDED_NAPI = 10;
// Part of the binary's name: change it whenever the way it is compiled changes.
const RECIPE = 1;

/**
 * better-sqlite3 brings binaries that need Node-API 10; with 9 (Node 20, Electron 33) they end the process with a segmentation
 * fault. There this compiles its own source for 9, once. The one binary runs on older and newer Node and Electron alike, so it
 * is put where better-sqlite3 looks first (`build/Release`): tests, scripts and the app all find it there. On a current Node
 * and Electron nothing happens.
 * @param {{ electronNapi: number | null }} target
 * @returns {Promise<void>}
 */
export async function ensureSqliteBinding({ electronNapi }) {
  const oldest = Math.min(Number(process.versions.napi), electronNapi ?? NEEDED_NAPI);
  if (oldest >= NEEDED_NAPI) return;

  const source = dirname(require.resolve('better-sqlite3/package.json'));
  const { version } = /** @type {{ version: string }} */ (
    JSON.parse(readFileSync(join(source, 'package.json'), 'utf8'))
  );
  const name = `better-sqlite3-${version}-${process.platform}-${process.arch}-${RECIPE}`;
  const cached = join(cacheDirectory(), 'sqlite', name, 'better_sqlite3.node');
  if (!existsSync(cached)) await withLock(`sqlite-${version}`, () => compile(source, version, dirname(cached)));

  place(cached, join(source, 'build', 'Release', 'better_sqlite3.node'));
}

/**
 * @param {string} source the package as npm installed it
 * @param {string} version
 * @param {string} finalPath
 */
async function compile(source, version, finalPath) {
  if (existsSync(finalPath)) return;
  await ensureCompiler();
  console.error(`Compiling better-sqlite3 ${version} for Node-API ${process.versions.napi} (about 75 seconds, once) …`);
  const building = freshBuildDirectory(finalPath);
  // A copy, with its one dependency beside it: the installed package stays as npm verified it.
  const copy = join(building, 'node_modules', 'better-sqlite3');
  cpSync(source, copy, { recursive: true, filter: (path) => !/[\\/](?:prebuilds|build)$/.test(path) });
  const headers = dirname(require.resolve('node-addon-api/package.json', { paths: [source] }));
  cpSync(headers, join(building, 'node_modules', 'node-addon-api'), { recursive: true });
  patchForOlderNodeApi(join(copy, 'binding.gyp'));

  const nodeGyp = require.resolve('node-gyp/bin/node-gyp.js');
  const words = [nodeGyp, 'rebuild', '--release', '--force_build=1', ...headerFlags()];
  const { code, output } = await capture(process.execPath, words, { cwd: copy, env: { ...process.env, JOBS: 'max' } });
  const binary = join(copy, 'build', 'Release', 'better_sqlite3.node');
  if (code !== 0 || !existsSync(binary)) throw new Error(`better-sqlite3 did not compile:\n${output.slice(-3000)}`);

  const result = join(building, 'result');
  mkdirSync(result);
  copyFileSync(binary, join(result, 'better_sqlite3.node'));
  try {
    renameSync(result, finalPath);
  } catch (error) {
    if (!existsSync(finalPath)) throw error;
  }
  rmSync(building, { recursive: true, force: true });
}

/**
 * What version 10 added over 9 exists in 9 behind the experimental switch; the second define keeps the older signature of finalizers.
 * @param {string} file
 */
function patchForOlderNodeApi(file) {
  const text = readFileSync(file, 'utf8');
  const patched = text.replace("'NAPI_VERSION=10'", "'NAPI_EXPERIMENTAL', 'NODE_API_EXPERIMENTAL_NOGC_ENV_OPT_OUT'");
  if (patched === text)
    throw new Error('binding.gyp of better-sqlite3 changed: scripts/setup/sqlite-binding.mjs has to be looked at.');
  writeFileSync(file, patched);
}

/**
 * The headers that came with this Node, where they did: node-gyp would download them otherwise.
 * @returns {string[]}
 */
function headerFlags() {
  const prefix = resolve(process.execPath, process.platform === 'win32' ? '..' : '../..');
  return existsSync(join(prefix, 'include', 'node', 'node_api.h')) ? [`--nodedir=${prefix}`] : [];
}

/**
 * @param {string} from
 * @param {string} to
 */
function place(from, to) {
  if (existsSync(to) && statSync(to).size === statSync(from).size) return;
  mkdirSync(dirname(to), { recursive: true });
  const partial = `${to}.${process.pid}`;
  copyFileSync(from, partial);
  // Renamed, so that a process that has the old file open keeps it, and none sees half of the new one.
  renameSync(partial, to);
}
