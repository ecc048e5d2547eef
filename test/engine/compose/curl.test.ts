import { execFileSync } from 'node:child_process';
import { expect, it } from 'vitest';
import { formatCurl } from '../../../src-main/engine/compose/curl.ts';
import { compose, providerOf, secret } from './support/compose.ts';

/** Runs the command in a real shell in which `curl` prints its arguments and its input. */
function runInShell(command: string): { args: string[]; input: string } {
  const script = `curl() { printf '%s\\0' "$@"; printf '\\001'; case " $* " in *" @- "*) cat;; esac; }\n${command}`;
  const [args = '', input = ''] = execFileSync('sh', ['-c', script]).toString('utf8').split('\u0001');
  return { args: args.split('\0').slice(0, -1), input };
}

const callgoose = providerOf('callgoose');

it.each([
  ['plain', '{"a":1}'],
  ['quotes and dollars', `{"a":"it's $HOME \`id\` $(id) \\\\ !! \\"x\\""}`],
  ['a body that begins with @', '@/etc/passwd'],
  ['line breaks', '{\n  "a": "\\n"\n}\n'],
])('gives the shell exactly the body: %s', (_name, body) => {
  const request = compose({
    changes: { layout: 'as-written', templates: { 'custom-url/*': body } },
  }).finished.request;
  const { args } = runInShell(formatCurl(request));
  expect(args.at(-2)).toBe('--data-raw');
  expect(args.at(-1)).toBe(body);
});

it('pipes a body that no argument can hold', () => {
  const body = 'a\0b\\0c\\\\d%s';
  const request = compose({
    changes: {
      headers: [{ name: 'Content-Type', value: 'text/plain' }],
      templates: { 'custom-url/*': body },
    },
  }).finished.request;
  const { args, input } = runInShell(formatCurl(request));
  expect(args.slice(-2)).toEqual(['--data-binary', '@-']);
  expect(input).toBe(body);
});

it('names method, address and every header but those that cURL writes', () => {
  const request = compose({
    provider: callgoose,
    changes: {
      method: 'PUT',
      url: "https://hooks.example.com/it's?a=[1]&b={2}",
      headers: [
        { name: 'X-Empty', value: '' },
        { name: 'X-Quote', value: "it's" },
      ],
    },
  }).finished.request;
  const { args } = runInShell(formatCurl(request));
  expect(args.slice(0, 4)).toEqual(['--globoff', '--request', 'PUT', "https://hooks.example.com/it's?a=[1]&b={2}"]);
  const headers = args.filter((_arg, index) => args[index - 1] === '--header');
  expect(headers.slice(0, 3)).toEqual(['Content-Type: application/json', 'X-Empty;', "X-Quote: it's"]);
  expect(headers.join('\n')).not.toMatch(/^(?:host|connection|content-length):/im);
});

it('never holds a secret', () => {
  const credential = 'very/secret=value';
  const secrets = { signing: secret, basic: credential, bearer: credential, 'api-key': credential };
  for (const authorization of [
    { type: 'bearer' },
    { type: 'basic', username: 'me' },
    { type: 'api-key', in: 'query', name: 'key' },
    { type: 'api-key', in: 'header', name: 'X-Key' },
  ] as const) {
    const command = formatCurl(compose({ provider: callgoose, changes: { authorization }, secrets }).finished.request);
    expect(command).toContain('••••••••');
    expect(command).not.toContain('very');
    expect(command).not.toContain(Buffer.from('me:very/secret=value').toString('base64'));
  }
  const casesolved = compose({ provider: providerOf('casesolved'), secrets }).finished.request;
  expect(formatCurl(casesolved)).not.toContain(secret);
});
