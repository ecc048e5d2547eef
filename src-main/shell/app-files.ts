import { readdirSync } from 'node:fs';
import { extname, join } from 'node:path';

export const APP_SCHEME = 'app';
const APP_HOST = 'hookwright';
export const APP_ORIGIN = `${APP_SCHEME}://${APP_HOST}`;

const TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.json': 'application/json; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.ico': 'image/x-icon',
  '.woff2': 'font/woff2',
  '.woff': 'font/woff',
  '.ttf': 'font/ttf',
  '.wasm': 'application/wasm',
};

export interface AppFile {
  readonly path: string;
  readonly type: string;
}

/**
 * The files of the built page by their path in a URL (`/index.html`). What is not a plain file of a known type is left out, so
 * a link that leads elsewhere is not followed. Throws where the folder cannot be read.
 */
export function listAppFiles(root: string): ReadonlyMap<string, AppFile> {
  const files = new Map<string, AppFile>();
  addFiles(files, root, '/');
  return files;
}

// Not readdir's own recursion: inside an asar archive not every Electron has it.
function addFiles(files: Map<string, AppFile>, folder: string, prefix: string): void {
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    const path = join(folder, entry.name);
    const type = TYPES[extname(entry.name)];
    if (entry.isDirectory()) addFiles(files, path, `${prefix}${entry.name}/`);
    else if (entry.isFile() && type !== undefined) files.set(`${prefix}${entry.name}`, { path, type });
  }
}

/**
 * The file that a URL of the app means, or null. A URL is only ever looked up, never made into a path: what is not in the list
 * of the build cannot be reached however it is spelled.
 */
export function findAppFile(files: ReadonlyMap<string, AppFile>, url: string): AppFile | null {
  if (!URL.canParse(url)) return null;
  const { protocol, host, username, password, pathname } = new URL(url);
  if (protocol !== `${APP_SCHEME}:` || host !== APP_HOST || username !== '' || password !== '') return null;
  return files.get(pathname === '/' ? '/index.html' : decodePath(pathname)) ?? null;
}

function decodePath(pathname: string): string {
  try {
    return decodeURIComponent(pathname);
  } catch {
    return '';
  }
}
