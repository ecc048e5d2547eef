import { addData, readQuery } from './curl-data.ts';
import { CurlProblem, type Draft, type OptionValue, showWord, startDraft, toText } from './curl-draft.ts';
import { type FoundOption, findLongOption, findShortOption } from './curl-options.ts';
import type { ShellWord } from './shell-token.ts';

/**
 * What a cURL command asks for: one draft, and one more for each `--next`.
 * @param words behind `curl`
 * @param piped what an earlier command of the pipe writes, as Latin-1; null where nothing does
 * @throws CurlProblem
 */
export function readCurlCommand(words: readonly ShellWord[], piped: string | null): Draft[] {
  let draft = startDraft();
  const drafts = [draft];
  let areOptions = true;
  for (let index = 0; index < words.length; index += 1) {
    const word = words[index];
    if (word === undefined) break;
    if (!areOptions || !word.bytes.startsWith('-')) {
      draft.urls.push(word);
      continue;
    }
    if (word.bytes === '--') {
      areOptions = false;
      continue;
    }
    for (const { written, option, inline } of listOptions(word)) {
      const isNext = option.hasValue && inline === null;
      if (isNext) index += 1;
      const value = isNext ? words[index] : word;
      if (value === undefined) throw new CurlProblem(word.at, `${written} needs a value, and the command ends there.`);
      if (option.refusal !== undefined && !option.isOff) {
        throw new CurlProblem(word.at, `${written}: ${option.refusal}`);
      }
      if (option.note !== undefined && !option.isOff) draft.notes.add(`${written} ${option.note}`);
      if (option.effect === 'next') {
        draft = startDraft();
        drafts.push(draft);
      } else apply(draft, option, { name: written, bytes: inline ?? value.bytes, at: value.at, piped });
    }
  }
  return drafts;
}

/** The options of one word: a long one, or letters, the last of which can have its value behind it. */
function* listOptions(word: ShellWord): Generator<{ written: string; option: FoundOption; inline: string | null }> {
  const unknown = (name: string): CurlProblem =>
    new CurlProblem(
      word.at,
      `${name} is not an option that is known here, so it is not clear what the words behind it mean.`,
    );
  if (word.bytes.startsWith('--')) {
    const option = findLongOption(word.bytes.slice(2));
    if (option === null) throw unknown(showWord(word));
    yield { written: word.bytes, option, inline: null };
    return;
  }
  if (word.bytes === '-') throw unknown('-');
  for (let place = 1; place < word.bytes.length; place += 1) {
    const letter = word.bytes.charAt(place);
    const long = findShortOption(letter);
    const option = long === null ? null : findLongOption(long);
    if (option === null) throw unknown(`-${toText(letter)}`);
    const rest = word.bytes.slice(place + 1);
    yield { written: `-${letter}`, option, inline: option.hasValue && rest !== '' ? rest : null };
    if (option.hasValue) return;
  }
}

function apply(draft: Draft, { effect, isOff }: FoundOption, value: OptionValue): void {
  const { name, bytes, at } = value;
  switch (effect) {
    case 'method':
      draft.method = { name: toText(bytes), at };
      return;
    case 'header':
      addHeader(draft, value);
      return;
    case 'data':
    case 'data-raw':
    case 'data-binary':
    case 'data-urlencode':
    case 'json':
      addData(draft, effect, value);
      return;
    case 'user':
      if (!bytes.includes(':')) {
        throw new CurlProblem(
          at,
          `${name} without a password: cURL asks for it. Write it behind the name and a colon.`,
        );
      }
      draft.user = bytes;
      return;
    case 'bearer':
      draft.bearer = bytes;
      return;
    case 'user-agent':
      draft.userAgent = bytes;
      return;
    case 'referer':
      draft.referer = bytes.replace(/;auto$/, '');
      return;
    case 'cookie':
      if (bytes.includes('=')) draft.cookies.push(bytes);
      else if (bytes !== '') draft.notes.add(`${name} names a file of cookies, which is not read.`);
      return;
    case 'range':
      draft.range = { bytes, at };
      return;
    case 'url':
      draft.urls.push({ bytes, at });
      return;
    case 'url-query':
      draft.query.push(readQuery(value));
      return;
    case 'target':
      draft.target = bytes;
      return;
    case 'proto-default':
      draft.scheme = toText(bytes);
      return;
    case 'get':
      draft.isGet = !isOff;
      return;
    case 'head':
      draft.isHead = !isOff;
      return;
    case 'globoff':
      draft.hasGlobs = isOff;
      return;
    case 'path-as-is':
      draft.keepsPath = !isOff;
      return;
    case 'handshake':
      draft.handshake = isOff ? null : { name, at };
  }
}

/** `Name: value`; `Name;` sends it empty, `Name:` takes out what cURL would add. */
function addHeader(draft: Draft, { name, bytes, at }: OptionValue): void {
  if (bytes.startsWith('@')) {
    throw new CurlProblem(at, `${name} reads headers from a file. No file is read: write them in its place.`);
  }
  const semicolon = bytes.indexOf(';');
  if (bytes.includes(':') || (semicolon > 0 && semicolon === bytes.length - 1)) draft.headerLines.push(bytes);
  else draft.silent.push(toText(bytes.slice(0, 40)));
}
