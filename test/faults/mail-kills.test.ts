import { join } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import { systemClock } from '../../src-main/engine/clock.ts';
import { startMailServer } from '../engine/notify/support/mail-server.ts';
import { openRoom, settingsFor } from '../engine/notify/support/open-room.ts';
import { bundleProgram, runProgram } from '../engine/support/program.ts';
import { makeTemporaryDirectory } from '../engine/support/temporary-directory.ts';
import { buildFaultyDisk, createFaultSwitch } from './support/faulty-disk.ts';

const WAL = 'hookwright.db-wal';

let program = '';
beforeAll(async () => {
  buildFaultyDisk();
  program = await bundleProgram(join(import.meta.dirname, '../engine/notify/programs/outbox.program.ts'));
});

interface Mail {
  subject: string;
  messageId: string;
}

/** A mail server that calls `onTaken` with each mail before it says that it has taken it. */
async function startTakingServer(onTaken: (count: number) => void) {
  const mails: Mail[] = [];
  const server = await startMailServer({
    onData(stream, _session, callback) {
      let raw = '';
      stream.setEncoding('utf8').on('data', (chunk: string) => {
        raw += chunk;
      });
      stream.on('end', () => {
        mails.push({
          subject: /^Subject: (.*)\r$/m.exec(raw)?.[1] ?? '',
          messageId: /^Message-ID: (.*)\r$/im.exec(raw)?.[1] ?? '',
        });
        onTaken(mails.length);
        callback();
      });
    },
  });
  return { port: server.port, mails };
}

describe('a mail that is cut off by a kill', () => {
  test.each([
    ['before its outcome is written', `kill pwrite 1 ${WAL}`],
    ['with its outcome half written', `kill pwrite 2 ${WAL}`],
    ['with its outcome written and not synced', `kill fsync 1 ${WAL}`],
    ['with its outcome durable and nobody told', `kill-after fsync 1 ${WAL}`],
    ['before the next command to the mail server', 'kill send 1'],
  ])('%s: none is lost, and what comes twice has one Message-ID', async (_name, order) => {
    const directory = makeTemporaryDirectory();
    const fault = createFaultSwitch();
    const { port, mails } = await startTakingServer((count) => {
      if (count === 3) fault.order(order);
    });
    const before = await openRoom(directory, { clock: systemClock });
    before.notify.saveSettings(settingsFor(port));
    await before.close();

    const running = runProgram(process.execPath, [program, directory], { env: fault.env });
    await running.ended;
    expect(running.child.signalCode, running.errors()).toBe('SIGKILL');
    fault.end();
    const durable = running.lines.filter((line) => line.startsWith('durable ')).map((line) => line.slice(8));
    expect(durable.length).toBeGreaterThanOrEqual(3);

    const room = await openRoom(directory, { clock: systemClock });
    const kept = await room.until((all) => all.every(({ state }) => state === 'sent'));
    const subjects = new Set(kept.map(({ subject }) => subject));
    expect(durable.filter((subject) => !subjects.has(subject))).toEqual([]);
    for (const subject of durable) {
      const arrived = mails.filter((mail) => mail.subject === subject);
      expect(arrived.length, subject).toBeGreaterThanOrEqual(1);
      expect(arrived.length, subject).toBeLessThanOrEqual(2);
      expect(new Set(arrived.map(({ messageId }) => messageId)).size, subject).toBe(1);
    }
  });
});
