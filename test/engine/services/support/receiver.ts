import { onTestFinished } from 'vitest';
import { type Behaviour, openReceiver, type Receiver } from './open-receiver.ts';

export * from './open-receiver.ts';

/** A receiver that is closed when the running test has ended. */
export async function startReceiver(behaviour?: Behaviour): Promise<Receiver> {
  const receiver = await openReceiver(behaviour);
  onTestFinished(receiver.close);
  return receiver;
}
