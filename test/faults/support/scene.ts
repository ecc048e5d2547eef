import { request } from 'node:http';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import type { EngineEvent, EventName } from '../../../src-preload/contract/events.ts';
import type { StartNotice } from '../../../src-preload/contract/host.ts';
import type { Webhook } from '../../../src-preload/contract/webhook.ts';
import { bundleProgram, type RunningProgram, runProgram } from '../../engine/support/program.ts';
import { type Answer, answerOk } from '../../engine/support/receiver.ts';
import { callEngine } from '../../engine/support/serve-calls.ts';
import { makeTemporaryDirectory } from '../../engine/support/temporary-directory.ts';
import { type CountingReceiver, startCountingReceiver } from './counting-receiver.ts';
import { createFaultSwitch, type FaultSwitch } from './faulty-disk.ts';
import { type FoundWorkspace, inspectWorkspace } from './inspect.ts';
import { eventFor, makeFaultWorkspace, openFaultEngine, waitUntil } from './workspace.ts';

/** A whole engine in a process that obeys a fault switch, and an endpoint that its webhooks lead to. */
export interface Scene {
  directory: string;
  receiver: CountingReceiver;
  fault: FaultSwitch;
  running: RunningProgram;
  /** How the endpoint answers from now on. */
  answer: Answer;
  /** Called before `/flaky` says that it failed: what is ordered here meets the outcome and the retry, however slow the machine is. */
  beforeFailure(): void;
  call(name: string, params: unknown): Promise<unknown>;
  /** Calls without waiting for an answer, which may never come. */
  say(name: string, params: unknown): void;
  event(webhook: 'again' | 'once' | 'flaky', text?: string): ReturnType<typeof eventFor>;
  /** Resolves with the first event of that name, or the first one that fits. */
  happened(name: EventName, fits?: (payload: unknown) => boolean): Promise<unknown>;
  /** Posts to the capture server. Answers the status; null where the connection broke. */
  post(path: string, body?: string): Promise<number | null>;
  kill(): Promise<void>;
  /** Starts the engine once more in a process. */
  restart(): Promise<void>;
}

/** The bundle of a program of this folder. */
export const programOf = (name: string): Promise<string> =>
  bundleProgram(join(import.meta.dirname, `../programs/${name}.program.ts`));

export interface SceneOptions {
  /** Limit of the process, in blocks of 1024 bytes. */
  largestFile?: number;
  /** In place of the one with the fault switch. */
  env?: NodeJS.ProcessEnv;
}

export async function openScene(options: SceneOptions = {}): Promise<Scene> {
  const directory = makeTemporaryDirectory();
  const receiver = await startCountingReceiver(
    (...parts) => scene.answer(...parts),
    () => scene.beforeFailure(),
  );
  await makeFaultWorkspace(directory, receiver.url);
  const fault = createFaultSwitch();
  const bundle = await programOf('engine');
  const start = (): RunningProgram =>
    startLimited([process.execPath, bundle, directory], options.env ?? fault.env, options.largestFile);
  let webhooks: Webhook[] = [];
  const scene: Scene = {
    directory,
    receiver,
    fault,
    running: start(),
    answer: answerOk,
    beforeFailure: () => {},
    call: (name, params) => callEngine(scene.running, name, params),
    say: (name, params) => void scene.running.child.stdin?.write(`${JSON.stringify([name, params])}\n`),
    event: (name, text = '') => eventFor(webhooks.find((one) => one.name === name) as Webhook, name, text),
    async happened(name, fits = () => true) {
      let found: EngineEvent | undefined;
      await scene.running.waitForLine((line) => {
        if (!line.startsWith('{"events"')) return false;
        const { events } = JSON.parse(line) as { events: EngineEvent[] };
        found = events.find((event) => event.name === name && fits(event.payload));
        return found !== undefined;
      });
      return found?.payload;
    },
    async post(path, body = 'body') {
      const { port } = (await scene.call('capture.state', {})) as { port: number };
      return postTo(port, path, body);
    },
    async kill() {
      scene.running.child.kill('SIGKILL');
      await scene.running.ended;
    },
    async restart() {
      scene.running = start();
      await begin();
    },
  };
  async function begin(): Promise<void> {
    await scene.running.waitForLine((line) => line.startsWith('{"open"'));
    webhooks = (await scene.call('webhooks.list', {})) as Webhook[];
    // The first write into an empty log is another one than all that follow.
    await scene.call('queue.pause', {});
    await scene.call('queue.resume', {});
  }
  await begin();
  return scene;
}

function startLimited(command: readonly string[], env: NodeJS.ProcessEnv, largestFile?: number): RunningProgram {
  const [program = '', ...words] = command;
  if (largestFile === undefined) return runProgram(program, words, { env });
  // The signal would end the process; without it the write fails.
  const limited = `trap '' XFSZ; ulimit -f ${largestFile}; exec "$0" "$@"`;
  return runProgram('bash', ['-c', limited, ...command], { env });
}

/** Posts to a capture server on this machine. */
export function postTo(port: number, path: string, body: string): Promise<number | null> {
  return new Promise((done) => {
    const posting = request({ port, host: '127.0.0.1', method: 'POST', path, agent: false }, (response) => {
      response.resume().on('close', () => done(response.statusCode ?? null));
    });
    posting.on('error', () => done(null));
    posting.end(body);
  });
}

/** Opens the workspace once more, in this process, until nothing waits; with what that start said. */
export async function finishEverything(
  directory: string,
): Promise<FoundWorkspace & { notices: readonly StartNotice[] }> {
  const engine = await openFaultEngine(directory);
  onTestFinished(() => engine.close());
  const { notices } = engine;
  await waitUntil(async () => (await engine.call('queue.state', {})).waiting === 0);
  await engine.close();
  return { ...inspectWorkspace(directory), notices };
}
