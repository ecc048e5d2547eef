import { execFileSync } from 'node:child_process';
import { expect, it } from 'vitest';
import { previewOf } from '../../../src-main/engine/compose/preview.ts';
import { type ComposeOptions, compose, providerOf, secret } from './support/compose.ts';

const curlOf = (options: ComposeOptions): string => previewOf(compose(options), []).curl;

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
  const { args } = runInShell(curlOf({ changes: { layout: 'as-written', templates: { 'custom-url/*': body } } }));
  expect(args.at(-2)).toBe('--data-raw');
  expect(args.at(-1)).toBe(body);
});

it('pipes a body that no argument can hold', () => {
  const body = 'a\0b\\0c\\\\d%s';
  const command = curlOf({
    changes: {
      headers: [{ name: 'Content-Type', value: 'text/plain' }],
      templates: { 'custom-url/*': body },
    },
  });
  const { args, input } = runInShell(command);
  expect(args.slice(-2)).toEqual(['--data-binary', '@-']);
  expect(input).toBe(body);
});

it('names method, address and every header but those that cURL writes', () => {
  const command = curlOf({
    provider: callgoose,
    changes: {
      method: 'PUT',
      url: "https://hooks.example.com/it's?a=[1]&b={2}",
      headers: [
        { name: 'X-Empty', value: '' },
        { name: 'X-Quote', value: "it's" },
      ],
    },
  });
  const { args } = runInShell(command);
  expect(args.slice(0, 4)).toEqual(['--globoff', '--request', 'PUT', "https://hooks.example.com/it's?a=[1]&b={2}"]);
  const headers = args.filter((_arg, index) => args[index - 1] === '--header');
  expect(headers.slice(1, 4)).toEqual(['Content-Type: application/json', 'X-Empty;', "X-Quote: it's"]);
  expect(headers.at(-1)).toBe('Accept:');
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
    const command = curlOf({ provider: callgoose, changes: { authorization }, secrets });
    expect(command).toContain('••••••••');
    expect(command).not.toContain('very');
    expect(command).not.toContain(Buffer.from('me:very/secret=value').toString('base64'));
  }
  const casesolved = curlOf({ provider: providerOf('casesolved'), secrets });
  expect(casesolved).not.toContain(secret);
});
