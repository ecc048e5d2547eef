import { Diagnostics, fix, insertFix } from './diagnostics.ts';
import { createName, type LanguageIndex, type PlaceholderName } from './language.ts';
import { countRun, isLineEnd, skipName, skipSpace, skipSpaceBack, unit } from './scan.ts';
import type { PlaceholderNode } from './syntax.ts';

/** Reads placeholders and holds what all parts of the parser share: the text, its names, the problems and the count of work. */
export class PlaceholderParser {
  readonly text: string;
  readonly index: LanguageIndex;
  readonly problems = new Diagnostics();
  /** Characters looked at, repetitions included. */
  work = 0;
  readonly #names = new Map<string, PlaceholderName>();

  constructor(text: string, index: LanguageIndex) {
    this.text = text;
    this.index = index;
  }

  /** Placeholders between `start` and `end`, the inside of a `return`. */
  parsePlaceholders(start: number, end: number): PlaceholderNode[] {
    const found: PlaceholderNode[] = [];
    const inside = this.text.slice(start, end);
    let at = inside.indexOf('{{');
    this.work += inside.length;
    while (at !== -1) {
      const run = countRun(inside, at, unit.openBrace, inside.length);
      this.work += run;
      const node = this.parsePlaceholder(start + at + run - 2, end);
      found.push(node);
      at = inside.indexOf('{{', node.end - start);
    }
    return found;
  }

  /** The same object for the same name, so that a value is looked up by identity and a million uses cost one name. */
  nameFor(path: string): PlaceholderName {
    const known = this.#names.get(path);
    if (known !== undefined) return known;
    const name = createName(this.index, path);
    this.#names.set(path, name);
    return name;
  }

  /** Reads the placeholder whose two braces are at `start`; it ends before `limit`. */
  parsePlaceholder(start: number, limit: number): PlaceholderNode {
    const { text } = this;
    const inside = start + 2;
    let at = inside;
    while (at < limit && !endsName(text.charCodeAt(at))) at += 1;
    this.work += at - inside;
    if (at + 1 < limit && text.charCodeAt(at) === unit.closeBrace && text.charCodeAt(at + 1) === unit.closeBrace) {
      return this.#closedPlaceholder(start, at);
    }
    const nameStart = skipSpace(text, inside, at);
    const nameEnd = skipName(text, nameStart, at);
    const oneBrace = at < limit && text.charCodeAt(at) === unit.closeBrace && skipSpace(text, nameEnd, at) === at;
    this.#reportUnclosed(start, nameEnd, oneBrace ? at : -1);
    const name = this.nameFor(text.slice(nameStart, nameEnd));
    return { kind: 'placeholder', start, end: nameEnd, nameStart, nameEnd, name, complete: false };
  }

  #closedPlaceholder(start: number, close: number): PlaceholderNode {
    const { text, problems } = this;
    const end = close + 2;
    const nameStart = skipSpace(text, start + 2, close);
    const nameEnd = skipSpaceBack(text, nameStart, close);
    const name = this.nameFor(text.slice(nameStart, nameEnd));
    const complete = nameStart < nameEnd;
    if (!complete) {
      problems.report('empty-placeholder', start, end, () => ({
        message: 'The braces are empty. Write the name of a placeholder between them.',
        fixes: [fix('Remove the empty braces', start, end, '')],
      }));
    } else if (nameEnd - nameStart < close - start - 2) {
      problems.report('spaces-in-placeholder', start, end, () => ({
        message: 'Placeholders are documented without spaces inside the braces. This one is read as if it had none.',
        severity: 'info',
        blocksSend: 'no',
        fixes: [fix('Remove the spaces', start, end, `{{${name.path}}}`)],
      }));
    }
    return { kind: 'placeholder', start, end, nameStart, nameEnd, name, complete };
  }

  #reportUnclosed(start: number, nameEnd: number, oneBrace: number): void {
    this.problems.report('unclosed-placeholder', start, nameEnd, () => ({
      message: 'The placeholder that opens here is not closed. Close it with `}}`.',
      fixes: [
        oneBrace === -1
          ? insertFix('Close it with }}', nameEnd, '}}')
          : fix('Close it with }}', oneBrace, oneBrace + 1, '}}'),
      ],
    }));
  }
}

/** A name does not run over braces, quotes or lines, so one that is not closed does not take the rest of the text with it. */
function endsName(code: number): boolean {
  return code === unit.openBrace || code === unit.closeBrace || code === unit.quote || isLineEnd(code);
}
