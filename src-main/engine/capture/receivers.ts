import type { Webhook } from '../../../src-preload/contract/webhook.ts';
import type { WebhookDirectory } from '../compose/ports.ts';

const loopbackHosts = new Set(['127.0.0.1', 'localhost', '[::1]']);

/**
 * Which webhook a captured request is for: the one whose endpoint has that path on the capture server's address. Two webhooks
 * with one path cannot be told apart; the older one is taken.
 */
export class Receivers {
  readonly #webhooks: WebhookDirectory;
  readonly #port: () => number | null;
  #byPath: Map<string, string> | null = null;

  /** @param port that the capture server listens on; null while it does not. */
  constructor(webhooks: WebhookDirectory, port: () => number | null) {
    this.#webhooks = webhooks;
    this.#port = port;
  }

  /** Webhooks or the port changed. */
  forget(): void {
    this.#byPath = null;
  }

  /** @param target of the request line, as it stood there. */
  find(target: string): Webhook | null {
    this.#byPath ??= this.#build();
    const id = this.#byPath.get(pathOf(target));
    return id === undefined ? null : this.#webhooks.find(id);
  }

  #build(): Map<string, string> {
    const byPath = new Map<string, string>();
    const port = this.#port();
    for (const webhook of this.#webhooks.list()) {
      if (!URL.canParse(webhook.url)) continue;
      const url = new URL(webhook.url);
      if (url.protocol !== 'http:' || !loopbackHosts.has(url.hostname) || Number(url.port || 80) !== port) continue;
      if (!byPath.has(url.pathname)) byPath.set(url.pathname, webhook.id);
    }
    return byPath;
  }
}

/** The path of a request target, also of one in absolute form. */
function pathOf(target: string): string {
  const path = target.startsWith('/') ? target : target.replace(/^[a-z][a-z0-9+.-]*:\/\/[^/?#]*/i, '');
  const end = path.search(/[?#]/);
  return end < 0 ? path : path.slice(0, end);
}
