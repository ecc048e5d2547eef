import { onTestFinished } from 'vitest';
import { buildWire, type WireTest, type WireTestOptions } from './build-wire.ts';

export { draftOf, everything, type WireTest } from './build-wire.ts';

/** A workspace with everything that sends and captures, closed when the test has ended. */
export async function openWire(directory: string, options: WireTestOptions = {}): Promise<WireTest> {
  const engine = await buildWire(directory, options);
  onTestFinished(engine.close);
  return engine;
}
