import { join } from 'node:path';
import { systemClock } from './engine/clock.ts';
import { systemRandom } from './engine/random.ts';
import { startShell } from './shell/start.ts';

const build = join(import.meta.dirname, '..');

// The engine is loaded when the window is already on its way.
startShell({
  preload: join(build, 'preload', 'index.cjs'),
  page: join(build, 'renderer'),
  // `npm run dev` alone builds with DEV. Elsewhere no variable may give a page the bridge.
  developmentUrl: import.meta.env.DEV ? process.env.ELECTRON_RENDERER_URL : undefined,
  async openEngine({ directory, protector, capturePort, sample, resolveProxy }) {
    const { openEngine } = await import('./engine/engine.ts');
    return openEngine({
      directory,
      clock: systemClock,
      random: systemRandom,
      vault: { protector },
      sample,
      resolveProxy,
      ...(capturePort === null ? {} : { capturePort }),
    });
  },
  async setAsideDatabase(directory) {
    const { setAsideDatabase } = await import('./engine/engine.ts');
    setAsideDatabase(directory, new Date(systemClock.now()));
  },
});
