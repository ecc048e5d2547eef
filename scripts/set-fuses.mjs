import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { FuseV1Options, FuseVersion, flipFuses, getCurrentFuseWire } from '@electron/fuses';

/**
 * What a released app's Electron can still be talked into: as little as possible. Each line names what would be possible otherwise.
 */
export const RELEASE_FUSES = {
  // The app's binary as a Node interpreter for anyone's script, with the app's rights and signature.
  [FuseV1Options.RunAsNode]: false,
  // Cookies in plain text on disk. The app sets none; should a page ever do it, they are encrypted.
  [FuseV1Options.EnableCookieEncryption]: true,
  // Code loaded through NODE_OPTIONS and NODE_EXTRA_CA_CERTS.
  [FuseV1Options.EnableNodeOptionsEnvironmentVariable]: false,
  // A debugger attached with --inspect.
  [FuseV1Options.EnableNodeCliInspectArguments]: false,
  // A changed app.asar that still starts (checked by macOS and Windows builds; Linux ignores it).
  [FuseV1Options.EnableEmbeddedAsarIntegrityValidation]: true,
  // A folder called `app` beside app.asar that is loaded instead of it.
  [FuseV1Options.OnlyLoadAppFromAsar]: true,
  // A start-up snapshot of its own for the main process; there is none.
  [FuseV1Options.LoadBrowserProcessSpecificV8Snapshot]: false,
  // file: pages that may read other files. Pages come over the app's own protocol.
  [FuseV1Options.GrantFileProtocolExtraPrivileges]: false,
  // Bounds checks of WebAssembly by signal handler, the default; without it every access pays for its own.
  [FuseV1Options.WasmTrapHandlers]: true,
};

/**
 * electron-builder's afterPack hook.
 * @param {import('electron-builder').AfterPackContext} context
 * @returns {Promise<void>}
 */
export default async function setFuses({ appOutDir, electronPlatformName, packager }) {
  const name = packager.appInfo.productFilename;
  const onLinux = packager.platformSpecificBuildOptions.executableName ?? packager.appInfo.name;
  const names = new Map([
    ['darwin', `${name}.app`],
    ['win32', `${name}.exe`],
  ]);
  const executable = names.get(electronPlatformName) ?? onLinux;
  // The stand-in Electron of trial packages brings a default app, which would only be dead weight beside app.asar.
  if (electronPlatformName === 'linux') rmSync(join(appOutDir, 'resources', 'app'), { recursive: true, force: true });
  await setReleaseFuses(join(appOutDir, executable));
}

/**
 * @param {string} executable
 * @returns {Promise<void>}
 */
export async function setReleaseFuses(executable) {
  const present = await getCurrentFuseWire(executable);
  // An older Electron has fewer fuses; naming one that it lacks is an error.
  const known = Object.entries(RELEASE_FUSES).filter(([fuse]) => fuse in present);
  const config = {
    version: FuseVersion.V1,
    strictlyRequireAllFuses: true,
    resetAdHocDarwinSignature: process.platform === 'darwin',
    ...Object.fromEntries(known),
  };
  await flipFuses(executable, /** @type {import('@electron/fuses').FuseConfig<boolean>} */ (config));
}
