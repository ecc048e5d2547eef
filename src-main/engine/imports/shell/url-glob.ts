/** A part of an address: the texts that stand in its place, one after the other. */
interface Part {
  count: number;
  at(index: number): string;
}

/** Why cURL would not take a pattern. */
export class GlobProblem extends Error {}

const escapable = '{}[]';

export interface GlobbedUrls {
  count: number;
  list(): Iterable<string>;
}

/**
 * The addresses that an address with patterns stands for: `{a,b}`, `[1-3]`, `[a-z:2]` (curl's manual, "URL Globbing"). The last pattern
 * changes fastest. `count` is how many they are, which can be more than anyone would make.
 * @throws GlobProblem
 */
export function expandGlob(url: string): GlobbedUrls {
  const parts = splitGlob(url);
  const count = parts.reduce((product, part) => product * part.count, 1);
  return {
    count,
    *list() {
      const places = parts.map(() => 0);
      for (;;) {
        yield parts.map((part, index) => part.at(places[index] ?? 0)).join('');
        let turn = parts.length - 1;
        while (turn >= 0 && (places[turn] ?? 0) + 1 === parts[turn]?.count) places[turn--] = 0;
        if (turn < 0) return;
        places[turn] = (places[turn] ?? 0) + 1;
      }
    },
  };
}

function splitGlob(url: string): Part[] {
  const parts: Part[] = [];
  let text = '';
  let at = 0;
  const fix = (): void => {
    const fixed = text;
    if (fixed !== '') parts.push({ count: 1, at: () => fixed });
    text = '';
  };
  while (at < url.length) {
    const character = url.charAt(at);
    if (character === '\\' && escapable.includes(url.charAt(at + 1) || ' ')) {
      text += url.charAt(at + 1);
      at += 2;
    } else if (character === '{') {
      fix();
      const set = readSet(url, at);
      parts.push(set.part);
      at = set.end;
    } else if (character === '[') {
      const address = /^\[(?:\]|[0-9a-f.]*:[0-9a-f:.]*(?:%[^\]]{1,60})?\])/i.exec(url.slice(at, at + 120))?.[0];
      if (address !== undefined) {
        text += address;
        at += address.length;
        continue;
      }
      fix();
      const range = /^\[[^\]]{1,60}\]/.exec(url.slice(at, at + 62))?.[0] ?? '';
      parts.push(readRange(range.slice(1, -1)));
      at += range.length;
    } else if (character === '}' || character === ']') {
      throw new GlobProblem(`“${character}” in the address closes nothing.`);
    } else {
      text += character;
      at += 1;
    }
  }
  fix();
  return parts;
}

function readSet(url: string, from: number): { part: Part; end: number } {
  const items = [''];
  for (let at = from + 1; at < url.length; at += 1) {
    const character = url.charAt(at);
    if (character === '}') {
      if (at === from + 1) throw new GlobProblem('The braces in the address are empty.');
      return { part: { count: items.length, at: (index) => items[index] ?? '' }, end: at + 1 };
    }
    if (character === ',') items.push('');
    else if ('{[]'.includes(character)) throw new GlobProblem('A pattern in the address stands in another.');
    else {
      const isEscape = character === '\\' && escapable.includes(url.charAt(at + 1) || ' ');
      if (isEscape) at += 1;
      items[items.length - 1] += url.charAt(at);
    }
  }
  throw new GlobProblem('The braces in the address are not closed.');
}

const notRange = 'The brackets in the address are not a range such as [1-9] or [a-z].';

function readRange(text: string): Part {
  const [, low, high, by] = /^([a-z]|\d+)-([a-z]|\d+)(?::(\d+))?$/i.exec(text) ?? [];
  if (low === undefined || high === undefined) throw new GlobProblem(notRange);
  const isNumber = /\d/.test(low);
  if (isNumber !== /\d/.test(high)) throw new GlobProblem(notRange);
  const first = isNumber ? Number(low) : low.charCodeAt(0);
  const last = isNumber ? Number(high) : high.charCodeAt(0);
  const step = by === undefined ? 1 : Number(by);
  const isGood = first === last ? step === 1 : first < last && step >= 1 && step <= last - first;
  if (!isGood || (!isNumber && last - first > 25) || !Number.isSafeInteger(last)) throw new GlobProblem(notRange);
  const width = isNumber && low.startsWith('0') ? low.length : 0;
  return {
    count: Math.floor((last - first) / step) + 1,
    at: (index) => {
      const value = first + index * step;
      return isNumber ? String(value).padStart(width, '0') : String.fromCharCode(value);
    },
  };
}
