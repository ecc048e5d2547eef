import { isUtf8, readOctets } from '../header-octets.ts';
import type { ComposedRequest } from './types.ts';

/**
 * The request as a cURL command for a POSIX shell, secrets as dots. Every argument is in single quotes, in which the shell
 * changes nothing. `--data-raw` does not read files, whatever the body begins with.
 */
export function formatCurl(request: ComposedRequest): string {
  const text = request.body?.toString('utf8') ?? null;
  const lines = [`curl --globoff --request ${request.method} ${quoteForShell(request.hideSecrets(request.url))}`];
  for (const { name, shown, source } of request.headers) {
    // cURL writes these itself.
    if (source === 'transport') continue;
    // `Name:` would take the header out; `Name;` sends it empty.
    lines.push(`--header ${quoteOctets(shown === '' ? `${name};` : `${name}: ${shown}`)}`);
  }
  if (text === null || text === '') return lines.join(' \\\n  ');
  if (!text.includes('\0')) return [...lines, `--data-raw ${quoteForShell(text)}`].join(' \\\n  ');
  // No argument can hold a NUL, so the body goes through a pipe.
  const piped = text.replaceAll('\\', '\\\\').replaceAll('\0', '\\0000');
  return `printf '%b' ${quoteForShell(piped)} | ${[...lines, '--data-binary @-'].join(' \\\n  ')}`;
}

export function quoteForShell(text: string): string {
  return `'${text.replaceAll("'", "'\\''")}'`;
}

/** Octets as a word of bash and zsh: text where they are UTF-8, else `$'…'` with each octet beyond ASCII written as `\xfc`. */
export function quoteOctets(octets: string): string {
  if (isUtf8(octets)) return quoteForShell(readOctets(octets));
  const escaped = octets.replace(/[\\'\x80-\xff]/g, (one) =>
    one > '\x7f' ? `\\x${one.charCodeAt(0).toString(16)}` : `\\${one}`,
  );
  return `$'${escaped}'`;
}
