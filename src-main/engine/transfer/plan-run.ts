import { performance } from 'node:perf_hooks';
import type { TransferProgress } from '../../../src-preload/contract/transfer.ts';
import { EngineError } from '../errors.ts';
import type { Emit } from '../event-batch.ts';
import { createPacer } from '../pacer.ts';

/** Time between two reports, in milliseconds: more of them than a person can read would only cost time. */
const REPORT_MS = 100;

/** One reading of a workspace file. It lets other work go on between its steps, reports progress, and can be cancelled. */
export interface PlanRun {
  /** Aborted with the EngineError `cancelled` when somebody cancels. */
  readonly signal: AbortSignal;
  /** So many things follow: webhooks and secrets to compare, or changes to write. */
  expect(phase: TransferProgress['phase'], total: number): void;
  /** Called between steps. @throws EngineError `cancelled` */
  pause(): Promise<void> | void;
  /** Counts one webhook or secret, then pauses. @throws EngineError `cancelled` */
  step(): Promise<void> | void;
  /** So many are done, which may be fewer than before; pauses. @throws EngineError `cancelled` */
  reach(count: number): Promise<void> | void;
}

/** @param report null where nobody asked for reports */
export function createPlanRun(
  signal: AbortSignal,
  report: ((progress: Omit<TransferProgress, 'id'>) => void) | null,
): PlanRun {
  const next = createPacer();
  let phase: TransferProgress['phase'] = 'compare';
  let done = 0;
  let total = 0;
  let reported = performance.now();

  function pause(): Promise<void> | void {
    return next()?.then(() => {
      signal.throwIfAborted();
      if (total === 0 || performance.now() < reported + REPORT_MS) return;
      reported = performance.now();
      report?.({ phase, done, total });
    });
  }

  return {
    signal,
    expect(next, count) {
      phase = next;
      done = 0;
      total = count;
      report?.({ phase, done, total });
    },
    pause,
    step() {
      done += 1;
      return pause();
    },
    reach(count) {
      done = count;
      return pause();
    },
  };
}

/** The readings that are under way, by the ids that their callers gave them. */
export interface PlanRuns {
  /**
   * Does work that can be cancelled until it calls `close`, or is done.
   * @throws EngineError `conflict` where another run has this id
   */
  with<T>(id: string | undefined, work: (run: PlanRun, close: () => void) => Promise<T>): Promise<T>;
  /** @returns false where no run with this id can be cancelled any more */
  cancel(id: string): boolean;
}

export function createPlanRuns(emit: Emit): PlanRuns {
  const open = new Map<string, AbortController>();
  return {
    async with(id, work) {
      const controller = new AbortController();
      if (id === undefined) return work(createPlanRun(controller.signal, null), () => {});
      if (open.has(id)) throw new EngineError('conflict', 'A workspace file is being read under this id already.');
      open.set(id, controller);
      const close = (): void => void open.delete(id);
      const run = createPlanRun(controller.signal, (progress) =>
        emit({ name: 'transfer.progress', payload: { id, ...progress } }),
      );
      try {
        return await work(run, close);
      } finally {
        close();
      }
    },
    cancel(id) {
      const controller = open.get(id);
      controller?.abort(new EngineError('cancelled', 'The workspace file was cancelled. Nothing was changed.'));
      return controller !== undefined;
    },
  };
}
