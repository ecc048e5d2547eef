import { execFileSync } from 'node:child_process';
import { request } from 'node:http';

/** The arguments that a shell makes of a command that begins with `curl`, read by a real shell; cURL itself is not needed. */
function splitByShell(command: string): string[] {
  const script = `curl() { for word in "$@"; do printf '%s\\0' "$word"; done; }\neval "$1"`;
  return execFileSync('sh', ['-c', script, 'sh', command], { encoding: 'utf8' }).split('\0').slice(0, -1);
}

/** Carries out a cURL command as another program would, outside of the app. Gives the status of the answer. */
export async function runCurl(command: string): Promise<number> {
  const words = splitByShell(command);
  const valueAfter = (flag: string): string => words[words.indexOf(flag) + 1] ?? '';
  const headers = words.flatMap((word, index) => (word === '--header' ? [words[index + 1] ?? ''] : []));
  const url = words.find((word) => word.startsWith('http')) ?? '';
  return new Promise((settle, fail) => {
    const sending = request(url, {
      method: valueAfter('--request'),
      headers: Object.fromEntries(headers.map((line) => line.split(/: (.*)/s).slice(0, 2))),
    });
    sending.once('error', fail);
    sending.once('response', (response) => {
      response.resume();
      response.once('end', () => settle(response.statusCode ?? 0));
    });
    sending.end(valueAfter('--data-raw'));
  });
}
