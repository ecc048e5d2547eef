import { join } from 'node:path';
import { expect, test } from 'vitest';
import { systemClock } from '../../../src-main/engine/clock.ts';
import { createFakeRandom } from '../support/fake-random.ts';
import { bundleProgram, runProgram } from '../support/program.ts';
import { makeTemporaryDirectory } from '../support/temporary-directory.ts';
import { startMailServer } from './support/mail-server.ts';
import { openRoom, settingsFor } from './support/open-room.ts';

const KILLS = 6;

test(`killed ${KILLS} times while it sends, the outbox loses no mail`, async () => {
  const program = await bundleProgram(join(import.meta.dirname, 'programs/outbox.program.ts'));
  const directory = makeTemporaryDirectory();
  const server = await startMailServer();
  const before = await openRoom(directory, { clock: systemClock });
  before.notify.saveSettings(settingsFor(server.port));
  await before.close();

  const random = createFakeRandom('outbox');
  const durable: string[] = [];
  let waitingAtKill = 0;
  for (let kill = 0; kill < KILLS; kill += 1) {
    const running = runProgram(process.execPath, [program, directory]);
    const wanted = 1 + Math.floor(random.float() * 20);
    await running.waitForLine((line) => line.startsWith('durable') && running.lines.length >= wanted);
    running.child.kill('SIGKILL');
    await running.ended;
    durable.push(...running.lines.filter((line) => line.startsWith('durable ')).map((line) => line.slice(8)));
    waitingAtKill += new Set(durable).size - new Set(subjectsOf(server.received)).size;
  }
  // Otherwise nothing was left for the next start to do, and this shows nothing.
  expect(waitingAtKill).toBeGreaterThan(0);

  const room = await openRoom(directory, { clock: systemClock });
  const mails = await room.until((all) => all.every(({ state }) => state === 'sent'));
  expect(durable.filter((subject) => !mails.some((mail) => mail.subject === subject))).toEqual([]);
  const arrived = new Set(subjectsOf(server.received));
  expect(durable.filter((subject) => !arrived.has(subject))).toEqual([]);
});

function subjectsOf(received: readonly { raw: string }[]): string[] {
  return received.flatMap(({ raw }) => /^Subject: (.*)\r$/m.exec(raw)?.[1] ?? []);
}
