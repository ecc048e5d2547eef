import { createHash } from 'node:crypto';

/** What is used of Electron's clipboard: older versions answer at once, newer ones with a promise. */
export interface TextClipboard {
  readText(): string | Promise<string>;
  writeText(text: string): void | Promise<void>;
  clear(): void;
}

export const SECRET_STAYS_SECONDS = 60;

export interface SecretClipboard {
  copyText(text: string): Promise<void>;
  /** Puts a secret there and takes it off again after 60 s. The bytes are zeroed. */
  copySecret(secret: Buffer): Promise<void>;
  /** Takes off at once what `copySecret` put there, if it still is. */
  clear(): Promise<void>;
}

/** A clipboard that does not keep secrets. `wait` calls `run` once after `ms`; its answer cancels that. */
export function createSecretClipboard(
  clipboard: TextClipboard,
  wait: (run: () => void, ms: number) => () => void,
): SecretClipboard {
  let copied: { fingerprint: string; cancel: () => void } | null = null;

  async function clear(): Promise<void> {
    const mine = copied;
    if (!mine) return;
    copied = null;
    mine.cancel();
    // Something else was copied in the meantime: not ours to remove.
    if (fingerprint(await clipboard.readText()) === mine.fingerprint) clipboard.clear();
  }

  return {
    async copyText(text) {
      await clipboard.writeText(text);
    },
    async copySecret(secret) {
      try {
        const text = secret.toString('utf8');
        await clipboard.writeText(text);
        copied?.cancel();
        copied = { fingerprint: fingerprint(text), cancel: wait(() => void clear(), SECRET_STAYS_SECONDS * 1000) };
      } finally {
        secret.fill(0);
      }
    },
    clear,
  };
}

/** Kept in place of the secret itself. */
function fingerprint(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}
