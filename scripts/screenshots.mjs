import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { findFreePort, openApp } from './drive/open-app.mjs';
import { protectSecrets } from './drive/vault.mjs';
import { buildIfChanged } from './setup/build.mjs';
import { projectRoot } from './setup/cache.mjs';
import { exitWith } from './setup/launch.mjs';
import { prepareElectron } from './setup/prepare.mjs';
import { takePictures } from './tour/pictures.mjs';

const SIZE = { width: 1280, height: 800 };

/** Makes the pictures of the README again, with the real app. */
await exitWith(async () => {
  await prepareElectron();
  await buildIfChanged();
  const folder = join(projectRoot, 'resources', 'screenshots');
  mkdirSync(folder, { recursive: true });
  const profile = mkdtempSync(join(tmpdir(), 'hookwright-screenshots-'));
  const { page, close } = await openApp({ profile, capturePort: await findFreePort(), size: SIZE });
  try {
    await protectSecrets(page, 'only for the pictures');
    for (const name of await takePictures(page, folder)) console.log(`resources/screenshots/${name}`);
  } finally {
    await close();
    rmSync(profile, { recursive: true, force: true });
  }
  return 0;
});
