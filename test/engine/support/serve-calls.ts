import { createInterface } from 'node:readline';
import type { Engine } from '../../../src-main/engine/engine.ts';
import { toErrorData } from '../../../src-main/engine/errors.ts';
import type { RunningProgram } from './program.ts';

/**
 * Serves an engine over the standard streams of its process, until they end. Each line on stdin is a call, `["name", params]`; each
 * answer and each batch of events is a line on stdout.
 */
export async function serveCalls(engine: Engine): Promise<void> {
  engine.on((events) => print({ events }));
  print({ open: true, notices: engine.notices });
  for await (const line of createInterface({ input: process.stdin })) {
    const [name, params] = JSON.parse(line);
    if (name === 'close') await engine.close();
    const answer = name === 'close' ? null : engine.call(name, params);
    print(
      await Promise.resolve(answer).then(
        (value) => ({ value }),
        (error) => ({ error: toErrorData(error) }),
      ),
    );
  }
}

function print(value: unknown): void {
  process.stdout.write(`${JSON.stringify(value)}\n`);
}

/** The other end: calls the engine in another process, one call after the other. Answers its answer, or throws its error. */
export async function callEngine(running: RunningProgram, name: string, params: unknown): Promise<unknown> {
  const answers = (): string[] => running.lines.filter((line) => !line.startsWith('{"events"'));
  const before = answers().length;
  running.child.stdin?.write(`${JSON.stringify([name, params])}\n`);
  await running.waitForLine(() => answers().length > before);
  const { value, error } = JSON.parse(answers()[before] ?? '{}');
  if (error) throw new Error(`${error.code}: ${error.message}`);
  return value;
}
