import { app, type Session, type WebContents } from 'electron';

/**
 * Takes from every page, whatever it is, what ours never needs: other pages, other windows, embedded pages. `allowReload` lets a
 * page reload itself, which the development server's pages do. Call before the first window.
 */
export function denyNavigation(allowReload: (url: string) => boolean): void {
  app.on('web-contents-created', (_event, contents: WebContents) => {
    contents.setWindowOpenHandler(() => ({ action: 'deny' }));
    contents.on('will-attach-webview', (event) => event.preventDefault());
    contents.on('will-navigate', (event) => {
      if (!allowReload(event.url)) event.preventDefault();
    });
    contents.on('will-frame-navigate', (event) => {
      if (!(event.isMainFrame && allowReload(event.url))) event.preventDefault();
    });
    contents.on('will-redirect', (event) => event.preventDefault());
  });
}

/** Refuses camera, clipboard, notifications and all the rest, asked for or looked up, and every device. */
export function denyPermissions(session: Session): void {
  session.setPermissionRequestHandler((_contents, _permission, decide) => decide(false));
  session.setPermissionCheckHandler(() => false);
  session.setDevicePermissionHandler(() => false);
  session.setDisplayMediaRequestHandler((_request, decide) => decide({}));
}

/**
 * Keeps the page's network stack off the network: what leaves the machine leaves through the engine. The policy of the page says
 * so already; this holds for the browser's own errands as well. `allowed` lets the development server through.
 */
export function denyNetwork(session: Session, allowed: (url: string) => boolean): void {
  const urls = ['http', 'https', 'ws', 'wss', 'ftp', 'file'].map((scheme) => `${scheme}://*/*`);
  session.webRequest.onBeforeRequest({ urls }, (details, decide) => decide({ cancel: !allowed(details.url) }));
  session.setSpellCheckerEnabled(false);
  // Without this, Chromium may ask the network for proxy settings (WPAD) before there is anything to fetch.
  void session.setProxy({ mode: 'direct' });
}
