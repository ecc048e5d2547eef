/**
 * @param {readonly number[]} values
 * @returns {number}
 */
export function median(values) {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length >> 1;
  const upper = sorted[middle] ?? Number.NaN;
  return sorted.length % 2 === 1 ? upper : ((sorted[middle - 1] ?? Number.NaN) + upper) / 2;
}

/**
 * Measures several things in turn, again and again, so that what the machine does meanwhile falls on all of them alike.
 * @template {string} Name
 * @param {number} runs
 * @param {Record<Name, () => Promise<number> | number>} things each answers one measurement
 * @returns {Promise<Record<Name, number>>} the median of each
 */
export async function measureInTurn(runs, things) {
  const names = /** @type {Name[]} */ (Object.keys(things));
  const values = new Map(names.map((name) => [name, /** @type {number[]} */ ([])]));
  for (let run = 0; run < runs; run++) {
    // Every second round backwards: who goes first has the cooler processor.
    for (const name of run % 2 === 0 ? names : [...names].reverse()) values.get(name)?.push(await things[name]());
  }
  return /** @type {Record<Name, number>} */ (
    Object.fromEntries(names.map((name) => [name, median(values.get(name) ?? [])]))
  );
}

/**
 * Calls per second of a synchronous function.
 * @param {() => unknown} work
 * @param {number} milliseconds about how long it is called
 * @returns {number}
 */
export function rate(work, milliseconds = 200) {
  let calls = 0;
  let batch = 1;
  const start = process.hrtime.bigint();
  let elapsed = 0;
  while (elapsed < milliseconds * 1_000_000) {
    for (let i = 0; i < batch; i++) work();
    calls += batch;
    elapsed = Number(process.hrtime.bigint() - start);
    if (elapsed < milliseconds * 100_000) batch *= 2;
  }
  return (calls / elapsed) * 1e9;
}
