import { readFile } from 'node:fs/promises';
import { protocol, type Session } from 'electron';
import { APP_SCHEME, findAppFile, listAppFiles } from './app-files.ts';
import { PAGE_HEADERS } from './page-headers.ts';

/** Makes `app:` a secure scheme with an origin of its own, unlike `file:`. Only before the app is ready. */
export function registerAppScheme(): void {
  protocol.registerSchemesAsPrivileged([
    { scheme: APP_SCHEME, privileges: { standard: true, secure: true, supportFetchAPI: true, codeCache: true } },
  ]);
}

/** Serves the built page in `root`, and nothing else, at `app://hookwright/`. */
export function serveApp(session: Session, root: string): void {
  const files = listAppFiles(root);
  session.protocol.handle(APP_SCHEME, async (request) => {
    if (request.method !== 'GET')
      return new Response(null, { status: 405, headers: { ...PAGE_HEADERS, Allow: 'GET' } });
    const file = findAppFile(files, request.url);
    if (!file)
      return new Response('Not found', { status: 404, headers: { ...PAGE_HEADERS, 'Content-Type': 'text/plain' } });
    return new Response(await readFile(file.path), { headers: { ...PAGE_HEADERS, 'Content-Type': file.type } });
  });
}
