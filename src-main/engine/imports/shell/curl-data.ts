import { CurlProblem, type Draft, type OptionValue, toText } from './curl-draft.ts';

/** Adds to the body, or with `--get` to the query, what an option of data gives. @throws CurlProblem where it names a file */
export function addData(draft: Draft, effect: string, value: OptionValue): void {
  const { bytes } = value;
  if (effect === 'data') join(draft, readContent(value, true), '&');
  else if (effect === 'data-binary') join(draft, readContent(value, false), '&');
  else if (effect === 'data-raw') join(draft, bytes, '&');
  else if (effect === 'data-urlencode') join(draft, encodeData(value), '&');
  else {
    draft.isJson = true;
    join(draft, readContent(value, false), '');
  }
}

function join(draft: Draft, bytes: string, between: string): void {
  draft.data = draft.data === null ? bytes : draft.data + between + bytes;
}

/** `--url-query`: like `--data-urlencode`, and `+text` as it stands. @throws CurlProblem */
export function readQuery(value: OptionValue): string {
  return value.bytes.startsWith('+') ? value.bytes.slice(1) : encodeData(value);
}

/** `@file` is refused; `@-` is what an earlier command of the pipe writes. @param asLine without line breaks, as -d reads files */
function readContent(value: OptionValue, asLine: boolean): string {
  const { name, bytes, at, piped } = value;
  if (!bytes.startsWith('@')) return bytes;
  if (bytes !== '@-') {
    const file = toText(bytes.slice(1, 80));
    throw new CurlProblem(at, `${name} reads the file “${file}”. No file is read: put its text behind --data-raw.`);
  }
  if (piped === null)
    throw new CurlProblem(at, `${name} reads what is typed in. Put the text itself behind --data-raw.`);
  if (!asLine) return piped;
  if (/\0|\r(?!\n)/.test(piped)) {
    throw new CurlProblem(
      at,
      `${name} drops what follows a carriage return or a NUL, by its version. Use --data-binary, which keeps every byte.`,
    );
  }
  return piped.replace(/[\r\n]+/g, '');
}

/** `content`, `=content`, `name=content`, `name@file` (curl's manual, --data-urlencode). A space is written as `+`. */
function encodeData(value: OptionValue): string {
  const { bytes } = value;
  const mark = bytes.search(/[=@]/);
  const front = mark < 0 ? '' : bytes.slice(0, mark);
  const content =
    bytes[mark] === '@' ? readContent({ ...value, bytes: bytes.slice(mark) }, false) : bytes.slice(mark + 1);
  const encoded = content.replace(/[^A-Za-z0-9\-._~]/g, (one) =>
    one === ' ' ? '+' : `%${one.charCodeAt(0).toString(16).padStart(2, '0').toUpperCase()}`,
  );
  return front === '' ? encoded : `${front}=${encoded}`;
}
