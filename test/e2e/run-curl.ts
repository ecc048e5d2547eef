import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { ensureCurl } from '../../scripts/setup/system-libraries.mjs';

/** Carries out a cURL command in a real shell, with the real curl, outside of the app. Gives the status of the answer. */
export async function runCurl(command: string): Promise<number> {
  await ensureCurl();
  const { stdout } = await promisify(execFile)('sh', [
    '-c',
    `${command} --silent --output /dev/null --write-out '%{http_code}'`,
  ]);
  return Number(stdout);
}
