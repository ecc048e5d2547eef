/** What the thread that checkpoints is given. */
export interface CheckpointTask {
  /** Of the database. */
  path: string;
  /** One of `checkpointStates`, seen by both threads. */
  state: Int32Array;
}

export const checkpointStates = { idle: 0, asked: 1, working: 2 } as const;
