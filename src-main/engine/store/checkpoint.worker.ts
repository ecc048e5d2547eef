import { parentPort, workerData } from 'node:worker_threads';
import { type CheckpointTask, checkpointStates } from './checkpoint-task.ts';
import { identifyFile } from './file-watch.ts';
import { connectSqlite } from './sqlite.ts';

/**
 * Moves committed pages into the database file, with a connection that is open only meanwhile. It takes no lock that a commit
 * would wait for.
 */
const { path, identity, state } = workerData as CheckpointTask;

parentPort?.on('message', () => {
  // Closing takes back what was not begun.
  if (Atomics.compareExchange(state, 0, checkpointStates.asked, checkpointStates.working) !== checkpointStates.asked)
    return;
  try {
    const found = identifyFile(path);
    // Another database has the name by now, or none: this one's log must not be moved into it.
    if (found?.device !== identity?.device || found?.number !== identity?.number) return;
    const db = connectSqlite(path, { timeoutMs: 0, mustExist: true });
    try {
      // FULL also here: a page must be durable in the log before it is overwritten in the database.
      db.pragma('synchronous = FULL');
      db.pragma('wal_checkpoint(PASSIVE)');
    } finally {
      db.close();
    }
  } catch {
    // The disk refuses. The next commit meets the same and tells it.
  } finally {
    Atomics.store(state, 0, checkpointStates.idle);
    Atomics.notify(state, 0);
    parentPort?.postMessage(null);
  }
});
