import { app, type Session, type WebContents } from 'electron';

/**
 * Takes from every page, whatever it is, what ours never needs: other pages, other windows, embedded pages, calls to other machines. `allowReload` lets a
 * page reload itself, which the development server's pages do. Call before the first window.
 */
export function denyNavigation(allowReload: (url: string) => boolean): void {
  app.on('web-contents-created', (_event, contents: WebContents) => {
    // WebRTC sends UDP past every request that can be looked at; with this it sends none, since no proxy takes it.
    contents.setWebRTCIPHandlingPolicy('disable_non_proxied_udp');
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
export function denyNetwork(session: Session, allowed: (url: string) => boolean, development: boolean): void {
  const urls = ['http', 'https', 'ws', 'wss', 'ftp', 'file'].map((scheme) => `${scheme}://*/*`);
  session.webRequest.onBeforeRequest({ urls }, (details, decide) => decide({ cancel: !allowed(details.url) }));
  session.setSpellCheckerEnabled(false);
  // Any setting keeps Chromium from asking the network for one (WPAD). A proxy that nobody can be, for every address, holds also
  // for WebRTC over TCP, which goes past the requests above. The development server has to be reached.
  const nowhere = { mode: 'fixed_servers', proxyRules: 'http://0.0.0.0:1', proxyBypassRules: '<-loopback>' } as const;
  void session.setProxy(development ? { mode: 'direct' } : nowhere);
}
