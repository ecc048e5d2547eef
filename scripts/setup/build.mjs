import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { projectRoot, withLock } from './cache.mjs';
import { capture } from './run.mjs';

const SOURCES = ['src-main', 'src-preload', 'src-renderer', 'resources', 'scripts/worker-entries.mjs'];
const SETTINGS = ['package.json', 'package-lock.json', 'electron.vite.config.ts', 'tsconfig.json'];
const stamp = join(projectRoot, 'out', '.sources');

/**
 * Builds into out/ unless what is there was built from these very sources.
 * @returns {Promise<void>}
 */
export async function buildIfChanged() {
  const lock = `build-${createHash('sha256').update(projectRoot).digest('hex').slice(0, 12)}`;
  await withLock(lock, async () => {
    const hash = hashSources();
    if (existsSync(stamp) && readFileSync(stamp, 'utf8') === hash) return;
    // Removed first: a build that is cut off must not look like a finished one.
    rmSync(stamp, { force: true });
    console.error('Building …');
    const command = join(projectRoot, 'node_modules', 'electron-vite', 'bin', 'electron-vite.js');
    const { code, output } = await capture(process.execPath, [command, 'build'], { cwd: projectRoot });
    if (code !== 0) throw new Error(`The build failed:\n${output}`);
    mkdirSync(join(projectRoot, 'out'), { recursive: true });
    writeFileSync(stamp, hash);
  });
}

/** @returns {string} */
function hashSources() {
  const hash = createHash('sha256');
  for (const path of [...SETTINGS, ...SOURCES.flatMap(listFiles)].sort()) {
    const file = join(projectRoot, path);
    if (existsSync(file)) hash.update(`${path}\0`).update(readFileSync(file)).update('\0');
  }
  return hash.digest('hex');
}

/**
 * @param {string} path relative to the project
 * @returns {string[]}
 */
function listFiles(path) {
  const absolute = join(projectRoot, path);
  if (!existsSync(absolute)) return [];
  if (/\.\w+$/.test(path)) return [path];
  return readdirSync(absolute, { withFileTypes: true }).flatMap((entry) => {
    const inner = `${path}/${entry.name}`;
    return entry.isDirectory() ? listFiles(inner) : [inner];
  });
}
