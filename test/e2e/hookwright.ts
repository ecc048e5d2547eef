import { join } from 'node:path';
import { findFreePort, resizeWindow } from '../../scripts/drive/open-app.mjs';
import { test as base, keepSecretsForThisRun, type LaunchedApp, protectSecrets, unlockSecrets } from './launch.ts';

interface OpenOptions {
  /** Of the page, in pixels; as the window remembers it for null. */
  size?: { width: number; height: number } | null;
}

interface StartOptions extends OpenOptions {
  /** Whether a passphrase protects the secrets, so that a later start has them too. Without it they are kept for this run only. */
  lasting?: boolean;
}

/** One profile, and the app that is started in it once or several times. */
export interface Hookwright {
  profile: string;
  /** Folder of the workspace. */
  workspace: string;
  /** Where the capture server listens. */
  port: number;
  passphrase: string;
  /** Starts the app and leaves what it asks first on the screen. */
  open(options?: OpenOptions): Promise<LaunchedApp>;
  /** Starts the app and says how secrets are kept, or gives the passphrase where it protects them since an earlier start. */
  start(options?: StartOptions): Promise<LaunchedApp>;
}

/** The test function of tests that work in the window. After a failure the window's picture stands beside the result. */
export const test = base.extend<{ hookwright: Hookwright }>({
  hookwright: async ({ profile, launch }, use, info) => {
    const port = await findFreePort();
    const passphrase = 'correct horse battery staple';
    const opened: LaunchedApp[] = [];
    let isProtected = false;

    async function open({ size = { width: 1280, height: 800 } }: OpenOptions = {}): Promise<LaunchedApp> {
      const launched = await launch({ capturePort: port, args: ['--force-prefers-reduced-motion'] });
      opened.push(launched);
      if (size !== null) await resizeWindow(launched.app, launched.page, size);
      return launched;
    }

    await use({
      profile,
      workspace: join(profile, 'workspace'),
      port,
      passphrase,
      open,
      async start({ lasting = false, ...options } = {}) {
        const launched = await open(options);
        if (isProtected) await unlockSecrets(launched.page, passphrase);
        else if (lasting) await protectSecrets(launched.page, passphrase);
        else await keepSecretsForThisRun(launched.page);
        isProtected ||= lasting;
        return launched;
      },
    });

    const page = opened.at(-1)?.page;
    if (info.status !== info.expectedStatus && page !== undefined && !page.isClosed()) {
      await info.attach('window', { body: await page.screenshot(), contentType: 'image/png' });
    }
  },
});

export { expect } from '@playwright/test';
