import { hasDisplay } from './setup/display.mjs';
import { exitWith, launch } from './setup/launch.mjs';
import { runTour } from './tour.mjs';

const words = process.argv.slice(2);

await exitWith(async () => {
  if (hasDisplay()) return launch(words);
  console.error('There is no display to open a window on: running the tour instead.');
  return runTour(words);
});
