import { APP_ORIGIN } from './app-files.ts';

/** Where the page comes from. */
export interface PageSource {
  readonly url: string;
  readonly origin: string;
  /** The page is served by a development server, which reloads it and talks to it. */
  readonly development: boolean;
}

/**
 * The built page, or that of the development server when electron-vite names one. A packaged app never listens to the environment:
 * whoever sets a variable could otherwise give it any page.
 */
export function choosePageSource(packaged: boolean, developmentUrl: string | undefined): PageSource {
  const built = { url: `${APP_ORIGIN}/index.html`, origin: APP_ORIGIN, development: false };
  if (packaged || !developmentUrl || !URL.canParse(developmentUrl)) return built;
  const { protocol, hostname, href, origin } = new URL(developmentUrl);
  const local = protocol === 'http:' && ['localhost', '127.0.0.1', '[::1]'].includes(hostname);
  return local ? { url: href, origin, development: true } : built;
}

/** Whether a URL, http or ws, lies on the development server. */
export function isDevelopmentUrl(source: PageSource, url: string): boolean {
  if (!source.development || !URL.canParse(url)) return false;
  return new URL(url).host === new URL(source.url).host;
}
