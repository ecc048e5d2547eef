import { beforeAll, describe, expect, test } from 'vitest';
import { createFakeRandom } from '../engine/support/fake-random.ts';
import { type RunningProgram, runProgram } from '../engine/support/program.ts';
import { answerOk } from '../engine/support/receiver.ts';
import { makeTemporaryDirectory } from '../engine/support/temporary-directory.ts';
import { amount, isLong } from './support/amounts.ts';
import { type CountingReceiver, findBrokenPromises, startCountingReceiver } from './support/counting-receiver.ts';
import { report } from './support/figures.ts';
import { type FoundWorkspace, inspectCopy, inspectWorkspace } from './support/inspect.ts';
import { finishEverything, programOf } from './support/scene.ts';
import { makeFaultWorkspace } from './support/workspace.ts';

const KILLS = amount(60, 200);
const SEED = 'kills 1';

let traffic = '';
let lateMarker = '';
beforeAll(async () => {
  [traffic, lateMarker] = await Promise.all([programOf('traffic'), programOf('late-marker')]);
});

async function kill(running: RunningProgram): Promise<void> {
  running.child.kill('SIGKILL');
  await running.ended;
}

/** Lets a workspace work until so many lines were printed, which is another moment in every run, and kills it. */
async function workAndKill(directory: string, lines: number): Promise<string[]> {
  const running = runProgram(process.execPath, [traffic, directory]);
  await running.waitForLine(() => running.lines.length >= lines);
  await kill(running);
  return running.lines;
}

const valuesOf = (lines: readonly string[], word: string): string[] =>
  lines.filter((line) => line.startsWith(`${word} `)).map((line) => line.split(' ')[1] ?? '');

/** What was promised in all runs so far, and is not there. */
function findLost(lines: readonly string[], { deliveries, targets, revision }: FoundWorkspace): string[] {
  const captured = new Set(targets);
  return [
    ...valuesOf(lines, 'stored').filter((id) => !deliveries.has(id)),
    ...valuesOf(lines, 'finished').filter((id) => deliveries.get(id)?.state !== 'delivered'),
    ...valuesOf(lines, 'captured').filter((token) => !captured.has(`/${token}`)),
    ...valuesOf(lines, 'saved').filter((saved) => Number(saved) > revision),
  ];
}

const inFlight = ({ attempts }: FoundWorkspace): number[] =>
  [...attempts].filter(([, outcome]) => outcome === 'in_flight').map(([seq]) => seq);

/** Answers a little late, so that there is always something under way. */
const startSlowReceiver = (seed: string): Promise<CountingReceiver> => {
  const random = createFakeRandom(seed);
  return startCountingReceiver((response, request, number) => {
    setTimeout(() => answerOk(response, request, number), random.float() * 30);
  });
};

describe(`killed ${KILLS} times at any moment (seed “${SEED}”)`, () => {
  test('loses nothing, shows what was under way as unknown, and sends at most once more', {
    timeout: 1_800_000,
  }, async () => {
    const directory = makeTemporaryDirectory();
    const receiver = await startSlowReceiver(SEED);
    await makeFaultWorkspace(directory, receiver.url);
    const random = createFakeRandom(SEED);
    const lines: string[] = [];
    const starts: number[] = [];
    let unknown = 0;
    let left: number[] = [];
    for (let count = 1; count <= KILLS; count += 1) {
      const printed = await workAndKill(directory, 1 + Math.floor(random.float() * 60));
      lines.push(...printed);
      const found = inspectCopy(directory);
      const where = `kill ${count}, seed ${SEED}`;
      expect({ check: found.check, halves: found.halves }, where).toEqual({ check: 'ok', halves: [] });
      expect(findLost(lines, found), where).toEqual([]);
      expect(findBrokenPromises(receiver.arrivals, found), where).toEqual([]);
      // All that was under way at the kill before is unknown since the start that followed, and was told.
      expect(
        left.filter((seq) => found.attempts.get(seq) !== 'unknown'),
        where,
      ).toEqual([]);
      expect(Number(printed[0]?.split(' ')[2]), where).toBe(left.length);
      unknown += left.length;
      left = inFlight(found);
      starts.push(Number(printed[0]?.split(' ')[1]));
    }
    const end = await finishEverything(directory);
    expect(findLost(lines, end)).toEqual([]);
    expect(findBrokenPromises(receiver.arrivals, end)).toEqual([]);
    const states = new Set([...end.deliveries.values()].map(({ state }) => state));
    expect([...states].filter((state) => !['delivered', 'unknown'].includes(state))).toEqual([]);
    // Otherwise this shows nothing: kills met requests under way, and deliveries of both kinds.
    expect(unknown).toBeGreaterThan(KILLS / 4);
    expect(states).toEqual(new Set(['delivered', 'unknown']));
    const resent = [...receiver.arrivals.values()].filter(({ count, path }) => count > 1 && path === '/again').length;
    if (isLong) expect(Math.max(...starts)).toBeLessThan(2000);
    report(2, 'kills, acknowledged rows, lost, half rows', `${KILLS}, ${lines.length - KILLS}, 0, 0`);
    report(3, 'attempts under way at a kill, shown as unknown', `${unknown}, ${unknown}`);
    report(3, 'messages that arrived twice after a kill; at most once: more than once', `${resent}; 0`);
    report(3, 'slowest start after a kill, in ms (at most 2000)', Math.max(...starts));
  });

  test('control: an engine whose markers come after the request breaks the promise', { timeout: 60_000 }, async () => {
    const directory = makeTemporaryDirectory();
    const receiver = await startCountingReceiver();
    const running = runProgram(process.execPath, [lateMarker, directory, `${receiver.url}/again`]);
    await receiver.arrived(1);
    await kill(running);
    const found = inspectWorkspace(directory);
    expect(findBrokenPromises(receiver.arrivals, found)).toEqual([
      expect.stringMatching(/arrived 1 times, and 0 attempts/),
    ]);
  });
});
