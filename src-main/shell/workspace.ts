import type { ErrorData } from '../../src-preload/contract/errors.ts';
import type { EngineEvent } from '../../src-preload/contract/events.ts';
import type { Engine } from '../engine/engine.ts';
import { EngineError, toErrorData } from '../engine/errors.ts';

/** Failures that a new database mends. One that is newer, in use or on a full disk is whole, and stays where it is. */
const REPLACEABLE: readonly string[] = ['database-invalid', 'database-damaged'];

export interface WorkspaceDoor {
  open(): Promise<Engine>;
  /** Renames the database and what belongs to it. */
  setAside(): Promise<void>;
}

/** The engine of the open workspace, or the reason why there is none. */
export interface Workspace {
  /** Waits for the engine. Throws EngineError: what it failed to open with, or `closing`. */
  engine(): Promise<Engine>;
  /** Waits until the engine is open or has failed. */
  failure(): Promise<ErrorData | null>;
  /** Opens it again after a failure; nothing happens where it is open. */
  retry(): Promise<void>;
  /** Puts a damaged or foreign database aside and opens a new one. Throws EngineError `conflict` where there is none such. */
  setAside(): Promise<void>;
  /** Ends the engine in order, lets `move` say where the next one is, and opens it there. Its failure is for `failure`. */
  reopen(move: () => void): Promise<void>;
  isClosing(): boolean;
  /** Ends the engine in order; later calls are refused. */
  close(): Promise<void>;
}

export interface WorkspaceListener {
  onOpened(engine: Engine): void;
  onEvents(events: EngineEvent[]): void;
  /** The workspace did not open; an error of ours where it is not an EngineError. */
  onFailed(error: unknown): void;
}

/** Opens the workspace at once and keeps its engine. */
export function createWorkspace(door: WorkspaceDoor, listener: WorkspaceListener): Workspace {
  let turn = 0;
  let opening = open();
  let mending: Promise<void> | null = null;
  let closing = false;

  function open(): Promise<Engine> {
    const mine = turn;
    const attempt = door.open().then((engine) => {
      engine.on((events) => {
        // What the last one still says is about another workspace.
        if (mine === turn) listener.onEvents(events);
      });
      listener.onOpened(engine);
      return engine;
    });
    // Told here, and seen by whoever asks for the engine: without this, a failure that nobody asks about ends the process.
    attempt.catch((error: unknown) => listener.onFailed(error));
    return attempt;
  }

  async function failure(): Promise<ErrorData | null> {
    return opening.then(() => null, toErrorData);
  }

  // One at a time: two engines on one folder would refuse each other.
  function mend(work: () => Promise<void>): Promise<void> {
    mending ??= work().finally(() => {
      mending = null;
    });
    return mending;
  }

  return {
    async engine() {
      if (closing) throw new EngineError('closing', 'Hookwright is closing.');
      return opening;
    },
    failure,
    retry: () =>
      mend(async () => {
        if (!(await failure()) || closing) return;
        opening = open();
        await failure();
      }),
    setAside: () =>
      mend(async () => {
        const problem = await failure();
        if (!problem || !REPLACEABLE.includes(problem.code) || closing) {
          throw new EngineError(
            'conflict',
            'The database is not damaged, so it stays where it is. Try to open it again.',
          );
        }
        await door.setAside();
        opening = open();
        await failure();
      }),
    reopen: async (move) => {
      // After what is being mended, and not instead of it.
      await mending?.catch(() => undefined);
      await mend(async () => {
        if (closing) return;
        const last = opening;
        turn += 1;
        const handOver = last.then((engine) => engine.close()).catch(() => undefined);
        opening = handOver.then(() => {
          move();
          return open();
        });
        await failure();
      });
    },
    isClosing: () => closing,
    async close() {
      closing = true;
      await mending?.catch(() => undefined);
      const engine = await opening.catch(() => null);
      await engine?.close();
    },
  };
}
