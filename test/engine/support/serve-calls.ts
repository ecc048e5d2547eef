import { createInterface } from 'node:readline';
import type { Engine } from '../../../src-main/engine/engine.ts';
import { toErrorData } from '../../../src-main/engine/errors.ts';
import type { RunningProgram } from './program.ts';

/**
 * Serves an engine over the standard streams of its process, until they end. Each line on stdin is a call, `["name", params, number]`;
 * each answer and each batch of events is a line on stdout. An answer begins with the number of its call, where it has one.
 */
export async function serveCalls(engine: Engine): Promise<void> {
  engine.on((events) => print({ events }));
  print({ open: true, notices: engine.notices });
  for await (const line of createInterface({ input: process.stdin })) {
    const [name, params, call] = JSON.parse(line);
    if (name === 'close') await engine.close();
    const answer = name === 'close' ? null : engine.call(name, params);
    print(
      await Promise.resolve(answer).then(
        (value) => ({ call, value }),
        (error) => ({ call, error: toErrorData(error) }),
      ),
    );
  }
}

function print(value: unknown): void {
  process.stdout.write(`${JSON.stringify(value)}\n`);
}

let calls = 0;

/** The other end: calls the engine in another process. Answers its answer, or throws its error. */
export async function callEngine(running: RunningProgram, name: string, params: unknown): Promise<unknown> {
  calls += 1;
  const beginning = `{"call":${calls},`;
  running.child.stdin?.write(`${JSON.stringify([name, params, calls])}\n`);
  const { value, error } = JSON.parse(await running.waitForLine((line) => line.startsWith(beginning)));
  if (error) throw new Error(`${error.code}: ${error.message}`);
  return value;
}
