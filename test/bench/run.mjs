import { formatTable } from './support/row.mjs';

/** Each row's module is loaded only when it runs, so that one peer that is missing does not stop the others. */
const benches = {
  'whole-way': () => import('./rows/whole-way.mjs'),
  'slow-disk': () => import('./rows/slow-disk.mjs'),
  written: () => import('./rows/written.mjs'),
  replay: () => import('./rows/replay.mjs'),
  capture: () => import('./rows/capture.mjs'),
  'log-open': () => import('./rows/log-open.mjs'),
  'log-search': () => import('./rows/log-search.mjs'),
  responsive: () => import('./rows/responsive.mjs'),
  start: () => import('./rows/start.mjs'),
  memory: () => import('./rows/memory.mjs'),
  size: () => import('./rows/size.mjs'),
  render: () => import('./rows/render.mjs'),
  parse: () => import('./rows/parse.mjs'),
  sign: () => import('./rows/sign.mjs'),
  schemes: () => import('./rows/schemes.mjs'),
  keystroke: () => import('./rows/keystroke.mjs'),
};

const words = process.argv.slice(2);
const json = words.includes('--json');
const quick = words.includes('--quick');
const asked = words.filter((word) => !word.startsWith('--'));
const unknown = asked.filter((name) => !(name in benches));
if (unknown.length > 0) {
  console.error(`There is no benchmark called ${unknown.join(', ')}. There are: ${Object.keys(benches).join(', ')}.`);
  process.exit(2);
}

/** @type {import('./support/row.mjs').Row[]} */
const table = [];
for (const [name, load] of Object.entries(benches)) {
  if (asked.length > 0 && !asked.includes(name)) continue;
  if (!json) console.error(`Measuring ${name} …`);
  const { measure } = await load();
  // One run shows that the benchmark works; only five or more are worth reading.
  for (const row of await measure(quick ? 1 : 5)) {
    table.push(row);
    if (json) console.log(JSON.stringify(row));
  }
}
if (!json) console.log(formatTable(table));
