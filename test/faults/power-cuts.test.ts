import { cpSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import { createFakeRandom } from '../engine/support/fake-random.ts';
import { bundleProgram } from '../engine/support/program.ts';
import { answerOk, startReceiver } from '../engine/support/receiver.ts';
import { makeTemporaryDirectory } from '../engine/support/temporary-directory.ts';
import { amount } from './support/amounts.ts';
import { report } from './support/figures.ts';
import { type FoundWorkspace, inspectWorkspace } from './support/inspect.ts';
import { UncertainDisk } from './support/power-cut.ts';
import { makeFaultWorkspace } from './support/workspace.ts';
import { type LogEntry, readWriteLog, recordWrites } from './support/write-log.ts';

const CUTS = amount(50, 400);
const ROUNDS = amount(30, 120);
const SEED = 'power cuts 1';

let program = '';
beforeAll(async () => {
  program = await bundleProgram(join(import.meta.dirname, 'programs/traffic.program.ts'));
});

interface Recording {
  /** The workspace before it began. */
  before: string;
  directory: string;
  entries: LogEntry[];
}

/** Lets a whole engine work in a process of its own, close, and open the workspace again, and records what reaches the disk. */
async function record(env: NodeJS.ProcessEnv = {}): Promise<Recording> {
  const directory = makeTemporaryDirectory();
  const receiver = await startReceiver(answerOk);
  await makeFaultWorkspace(directory, receiver.url);
  const before = makeTemporaryDirectory();
  cpSync(directory, before, { recursive: true });
  const entries: LogEntry[] = [];
  for (const rounds of [ROUNDS, 5]) {
    const log = join(makeTemporaryDirectory(), 'log');
    await recordWrites(log, [process.execPath, program, directory, String(rounds)], { ...process.env, ...env });
    for (const entry of await readWriteLog(log, directory)) entries.push(entry);
  }
  return { before, directory, entries };
}

/** What somebody was told, or could see on the wire, before the power failed. */
interface Told {
  stored: Set<string>;
  delivered: Set<string>;
  /** Requests that left, by the id of their delivery. */
  sent: Map<string, number>;
  /** Ports of senders that were answered 200. */
  captured: Set<number>;
  revision: number;
}

function note(told: Told, entry: LogEntry): void {
  if (entry.kind === 'sent') {
    if (entry.text.startsWith('HTTP/1.1 2')) told.captured.add(entry.remotePort);
    const id = /^webhook-id: (\S+)/im.exec(entry.text)?.[1];
    if (id !== undefined) told.sent.set(id, (told.sent.get(id) ?? 0) + 1);
  }
  if (entry.kind !== 'line') return;
  for (const line of entry.text.split('\n')) {
    const [word, value = ''] = line.split(' ');
    if (word === 'stored') told.stored.add(value);
    if (word === 'finished') told.delivered.add(value);
    if (word === 'saved') told.revision = Math.max(told.revision, Number(value));
  }
}

/** What was promised and is not there. */
function findLost(told: Told, found: FoundWorkspace): string[] {
  const of = (id: string) => found.deliveries.get(id);
  return [
    ...[...told.stored].filter((id) => of(id) === undefined).map((id) => `delivery ${id}`),
    ...[...told.delivered].filter((id) => of(id)?.state !== 'delivered').map((id) => `outcome of ${id}`),
    ...[...told.sent].filter(([id, count]) => (of(id)?.attempts ?? 0) < count).map(([id]) => `marker of ${id}`),
    ...[...told.captured].filter((port) => !found.ports.has(port)).map((port) => `capture from ${port}`),
    ...(found.revision < told.revision ? [`webhook revision ${told.revision}`] : []),
  ];
}

interface Result {
  lost: string[];
  /** Cuts that lost something that was promised. */
  losing: number;
  /** Cuts with something on its way to the disk. */
  uncertain: number;
  /** How much was promised of each kind before the last cut. */
  promised: { stored: number; delivered: number; sent: number; captured: number; revision: number };
}

/** Cuts the power again and again at moments that come from the seed, and starts anew each time. */
function cutAgainAndAgain({ before, directory, entries }: Recording, cuts: number): Result {
  const random = createFakeRandom(SEED);
  const target = join(makeTemporaryDirectory(), 'workspace');
  const moments = Array.from({ length: cuts }, () => Math.floor(random.float() * entries.length)).sort((a, b) => a - b);
  const disk = new UncertainDisk(directory, before);
  const told: Told = { stored: new Set(), delivered: new Set(), sent: new Map(), captured: new Set(), revision: 0 };
  let losing = 0;
  let uncertain = 0;
  const lost: string[] = [];
  let next = 0;
  for (const moment of moments) {
    for (; next <= moment; next += 1) {
      const entry = entries[next] as LogEntry;
      disk.take(entry);
      note(told, entry);
    }
    disk.cut(target, random);
    const found = inspectWorkspace(target);
    expect({ check: found.check, halves: found.halves }, `cut at ${moment}, seed ${SEED}`).toEqual({
      check: 'ok',
      halves: [],
    });
    const missing = findLost(told, found);
    lost.push(...missing);
    losing += missing.length > 0 ? 1 : 0;
    uncertain += disk.unsafe > 0 ? 1 : 0;
  }
  const { stored, delivered, sent, captured, revision } = told;
  const promised = {
    stored: stored.size,
    delivered: delivered.size,
    sent: sent.size,
    captured: captured.size,
    revision,
  };
  return { lost, losing, uncertain, promised };
}

function tell(setting: string, { losing, promised }: Result): void {
  const { stored, delivered, sent, captured } = promised;
  const rows = stored + delivered + sent + captured;
  report(1, `synchronous ${setting}: cuts, promises made, cuts that broke one`, `${CUTS}, ${rows}, ${losing}`);
}

describe(`the power fails ${CUTS} times, and the disk keeps only what was synced (seed “${SEED}”)`, () => {
  test('nothing that was acknowledged is lost, and nothing is damaged or half there', {
    timeout: 600_000,
  }, async () => {
    const recording = await record();
    const result = cutAgainAndAgain(recording, CUTS);
    tell('FULL', result);
    expect(result.lost).toEqual([]);
    // Otherwise this shows nothing: of each kind there was something to lose, and something on its way.
    for (const [kind, count] of Object.entries(result.promised)) expect(count, kind).toBeGreaterThan(2);
    expect(result.uncertain).toBeGreaterThan(CUTS / 4);
  });

  test('control: with synchronous NORMAL the same cuts lose acknowledged rows', { timeout: 600_000 }, async () => {
    const preload = join(import.meta.dirname, 'fixtures/normal-sync.cjs');
    const recording = await record({ NODE_OPTIONS: `--require ${preload}` });
    const result = cutAgainAndAgain(recording, CUTS);
    tell('NORMAL', result);
    expect(result.losing).toBeGreaterThan(CUTS / 4);
  });
});
