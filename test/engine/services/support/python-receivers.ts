import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { afterAll, beforeAll } from 'vitest';

/** As in `serve.py`, for every service but Casesolved, whose sample has its own. */
export const sharedSecret = 'kept at both ends, höchst geheim';

export interface PythonReceivers {
  /** `http://127.0.0.1:<port>` */
  origin: string;
}

/** The receivers of the five documents in the system's Python, started once for the file that calls this. */
export function startPythonReceivers(): PythonReceivers {
  const receivers: PythonReceivers = { origin: '' };
  let stop = (): void => {};
  beforeAll(async () => {
    const program = join(import.meta.dirname, '../python/serve.py');
    // Not the `python3` of the path: that one need not have Debian's Flask. No byte code is written beside the sources.
    const child = spawn('/usr/bin/python3', ['-B', program], { stdio: ['pipe', 'pipe', 'pipe'] });
    stop = () => child.kill();
    let errors = '';
    child.stderr.setEncoding('utf8').on('data', (text: string) => {
      errors += text;
    });
    receivers.origin = await new Promise<string>((resolve, reject) => {
      createInterface(child.stdout).on('line', (line) => {
        const port = /^port (\d+)$/.exec(line)?.[1];
        if (port !== undefined) resolve(`http://127.0.0.1:${port}`);
      });
      child.on('error', reject);
      child.on('exit', () => reject(new Error(`The receivers ended: ${errors}`)));
    });
  });
  afterAll(() => stop());
  return receivers;
}
