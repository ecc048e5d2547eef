import type { FileIdentity } from './file-watch.ts';

/** What the thread that checkpoints is given. */
export interface CheckpointTask {
  /** Of the database. */
  path: string;
  /** Of the file that is open under it. */
  identity: FileIdentity | null;
  /** One of `checkpointStates`, seen by both threads. */
  state: Int32Array;
}

export const checkpointStates = { idle: 0, asked: 1, working: 2 } as const;
