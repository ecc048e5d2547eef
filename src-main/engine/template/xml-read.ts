export type XmlReading =
  /** What a receiver reads, in order: names, attributes and texts with their references decoded. Comments are left out. */
  { ok: true; events: string[] } | { ok: false; message: string; offset: number; length: number };

// biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what is looked for.
const notAllowed = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/;
const entities: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" };
const longestReference = 64;

class XmlTrouble extends Error {
  readonly offset: number;
  readonly length: number;

  constructor(message: string, offset: number, length = 1) {
    super(message);
    this.offset = offset;
    this.length = length;
  }
}

/**
 * Whether the text is well-formed XML 1.0 (section 2.1) and what a receiver reads in it. Namespaces are not looked at; of a
 * document type only the end is looked for. Never throws; linear.
 */
export function readXml(text: string): XmlReading {
  try {
    return { ok: true, events: new XmlReader(text).read() };
  } catch (trouble) {
    if (!(trouble instanceof XmlTrouble)) throw trouble;
    const { message, offset, length } = trouble;
    return { ok: false, message, offset, length: Math.min(length, Math.max(0, text.length - offset)) };
  }
}

class XmlReader {
  readonly #text: string;
  readonly #events: string[] = [];
  readonly #open: string[] = [];
  #at: number;
  #run = '';
  #rooted = false;
  #typed = false;

  constructor(text: string) {
    this.#text = text;
    this.#at = text.charCodeAt(0) === 0xfeff ? 1 : 0;
  }

  read(): string[] {
    const text = this.#text;
    const bad = notAllowed.exec(text);
    if (bad !== null) throw new XmlTrouble('XML cannot hold this control character. Remove it.', bad.index);
    while (this.#at < text.length) {
      const next = text.indexOf('<', this.#at);
      const end = next === -1 ? text.length : next;
      this.#readText(this.#at, end);
      this.#at = end;
      if (next !== -1) this.#readMarkup();
    }
    const open = this.#open.at(-1);
    if (open !== undefined)
      throw new XmlTrouble(`The element \`${open}\` is not closed. Add \`</${open}>\`.`, text.length, 0);
    if (!this.#rooted) throw new XmlTrouble('There is no element. XML has exactly one outermost element.', 0, 0);
    return this.#events;
  }

  #readText(start: number, end: number): void {
    if (start === end) return;
    if (this.#open.length > 0) {
      const close = this.#text.slice(start, end).indexOf(']]>');
      if (close !== -1) throw new XmlTrouble('`]]>` must not be in text. Write `]]&gt;`.', start + close, 3);
      this.#run += this.#decode(start, end, false);
      return;
    }
    const blank = /^[ \t\r\n]*/.exec(this.#text.slice(start, end))?.[0].length ?? 0;
    if (start + blank < end)
      throw new XmlTrouble('Text is outside of the outermost element. Put it into the element.', start + blank);
  }

  #readMarkup(): void {
    const text = this.#text;
    const at = this.#at;
    if (text.startsWith('<!--', at)) {
      const end = text.indexOf('--', at + 4);
      if (end === -1) throw new XmlTrouble('The comment is not closed. Close it with `-->`.', at, 4);
      if (text.charAt(end + 2) !== '>') throw new XmlTrouble('`--` must not be in a comment.', end, 2);
      this.#at = end + 3;
    } else if (text.startsWith('<![CDATA[', at)) {
      const end = text.indexOf(']]>', at);
      if (this.#open.length === 0) throw new XmlTrouble('A CDATA section is outside of the outermost element.', at, 9);
      if (end === -1) throw new XmlTrouble('The CDATA section is not closed. Close it with `]]>`.', at, 9);
      this.#run += unifyLineEnds(text.slice(at + 9, end));
      this.#at = end + 3;
    } else if (text.startsWith('<?', at)) this.#readInstruction();
    else if (text.startsWith('<!DOCTYPE', at)) this.#readType();
    else if (text.startsWith('</', at)) this.#readEnd();
    else this.#readStart();
  }

  #readInstruction(): void {
    const at = this.#at;
    const end = this.#text.indexOf('?>', at);
    if (end === -1) throw new XmlTrouble('The instruction is not closed. Close it with `?>`.', at, 2);
    const name = this.#readName(at + 2);
    if (name.toLowerCase() === 'xml' && this.#text.slice(0, at).replace('\ufeff', '') !== '') {
      throw new XmlTrouble('The XML declaration has to be the very beginning. Remove what is before it.', at, 5);
    }
    this.#push(`?${this.#text.slice(at + 2, end)}`);
    this.#at = end + 2;
  }

  #readType(): void {
    if (this.#rooted || this.#typed)
      throw new XmlTrouble('A document type belongs before the outermost element, once.', this.#at, 9);
    let depth = 0;
    for (let at = this.#at; at < this.#text.length; at += 1) {
      const character = this.#text.charAt(at);
      if (character === '[') depth += 1;
      else if (character === ']') depth -= 1;
      else if (character === '>' && depth === 0) {
        this.#typed = true;
        this.#at = at + 1;
        return;
      }
    }
    throw new XmlTrouble('The document type is not closed. Close it with `>`.', this.#at, 9);
  }

  #readEnd(): void {
    const name = this.#readName(this.#at + 2);
    const end = this.#skipSpace(this.#at + 2 + name.length);
    if (this.#text.charAt(end) !== '>') throw new XmlTrouble(`\`>\` is missing behind \`</${name}\`.`, end);
    const open = this.#open.pop();
    if (open !== name) {
      const expected =
        open === undefined ? 'no element is open here' : `\`</${open}>\` is expected, because \`${open}\` is open`;
      throw new XmlTrouble(`Found \`</${name}>\`, but ${expected}.`, this.#at, name.length + 3);
    }
    this.#push(`/${name}`);
    this.#at = end + 1;
  }

  #readStart(): void {
    const name = this.#readName(this.#at + 1);
    if (this.#open.length === 0 && this.#rooted)
      throw new XmlTrouble('There is a second outermost element. XML has exactly one.', this.#at, name.length + 1);
    this.#rooted = true;
    this.#push(`<${name}`);
    const seen = new Set<string>();
    let at = this.#at + 1 + name.length;
    for (;;) {
      const next = this.#skipSpace(at);
      const character = this.#text.charAt(next);
      if (character === '>') {
        this.#open.push(name);
        this.#at = next + 1;
        return;
      }
      if (this.#text.startsWith('/>', next)) {
        this.#push(`/${name}`);
        this.#at = next + 2;
        return;
      }
      if (character === '') throw new XmlTrouble(`The tag \`<${name}\` is not closed. Close it with \`>\`.`, this.#at);
      if (next === at) throw new XmlTrouble('A space, `>` or `/>` is expected here.', next);
      at = this.#readAttribute(next, seen);
    }
  }

  #readAttribute(start: number, seen: Set<string>): number {
    const name = this.#readName(start);
    if (seen.has(name))
      throw new XmlTrouble(`The attribute \`${name}\` is there twice. Remove one.`, start, name.length);
    seen.add(name);
    const equals = this.#skipSpace(start + name.length);
    if (this.#text.charAt(equals) !== '=')
      throw new XmlTrouble(`The attribute \`${name}\` has no value. Write \`${name}="…"\`.`, start, name.length);
    const open = this.#skipSpace(equals + 1);
    const quote = this.#text.charAt(open);
    if (quote !== '"' && quote !== "'")
      throw new XmlTrouble(`The value of the attribute \`${name}\` needs quotes.`, open);
    const close = this.#text.indexOf(quote, open + 1);
    if (close === -1) throw new XmlTrouble(`The value of the attribute \`${name}\` is not closed.`, open);
    const less = this.#text.slice(open + 1, close).indexOf('<');
    if (less !== -1) throw new XmlTrouble('`<` must not be in an attribute. Write `&lt;`.', open + 1 + less);
    this.#push(`@${name}=${this.#decode(open + 1, close, true)}`);
    return close + 1;
  }

  /** Text as it is read: references decoded, line ends one line feed, and in an attribute a space for each of them. */
  #decode(start: number, end: number, attribute: boolean): string {
    const text = this.#text.slice(start, end);
    const pieces: string[] = [];
    let at = 0;
    for (;;) {
      const next = text.indexOf('&', at);
      const plain = unifyLineEnds(text.slice(at, next === -1 ? text.length : next));
      pieces.push(attribute ? plain.replace(/[\n\t]/g, ' ') : plain);
      if (next === -1) return pieces.join('');
      const close = text.slice(next, next + longestReference).indexOf(';');
      if (close === -1) throw new XmlTrouble('`&` begins a reference, and none follows. Write `&amp;`.', start + next);
      pieces.push(this.#decodeReference(start + next, start + next + close));
      at = next + close + 1;
    }
  }

  #decodeReference(start: number, end: number): string {
    const name = this.#text.slice(start + 1, end);
    const known = Object.hasOwn(entities, name) ? entities[name] : undefined;
    if (known !== undefined) return known;
    const number = /^#(?:x([0-9a-fA-F]{1,6})|([0-9]{1,7}))$/.exec(name);
    if (number !== null) {
      const code = number[1] === undefined ? Number(number[2]) : Number.parseInt(number[1], 16);
      const character = code <= 0x10ffff && !(code >= 0xd800 && code <= 0xdfff) ? String.fromCodePoint(code) : '\u0000';
      if (!notAllowed.test(character)) return character;
    } else if (this.#typed && isNameStart(name.charCodeAt(0))) return `&${name};`;
    throw new XmlTrouble(
      `XML knows no reference \`&${name};\`. Write \`&amp;\` for an ampersand.`,
      start,
      end + 1 - start,
    );
  }

  #readName(start: number): string {
    const text = this.#text;
    let end = start;
    if (isNameStart(text.charCodeAt(end))) {
      end += 1;
      while (isNameUnit(text.charCodeAt(end))) end += 1;
    }
    if (end === start) throw new XmlTrouble('A name is expected here. Write `&lt;` for a less-than sign.', start - 1);
    return text.slice(start, end);
  }

  #skipSpace(start: number): number {
    let at = start;
    while (' \t\r\n'.includes(this.#text.charAt(at)) && at < this.#text.length) at += 1;
    return at;
  }

  #push(event: string): void {
    if (this.#run !== '') this.#events.push(`#${this.#run}`);
    this.#run = '';
    this.#events.push(event);
  }
}

function unifyLineEnds(text: string): string {
  return text.includes('\r') ? text.replaceAll('\r\n', '\n').replaceAll('\r', '\n') : text;
}

function isNameStart(unit: number): boolean {
  return (
    (unit >= 0x61 && unit <= 0x7a) ||
    (unit >= 0x41 && unit <= 0x5a) ||
    unit === 0x5f ||
    unit === 0x3a ||
    (unit >= 0xc0 && unit !== 0xd7 && unit !== 0xf7 && unit !== 0xfffe && unit !== 0xffff)
  );
}

function isNameUnit(unit: number): boolean {
  return isNameStart(unit) || (unit >= 0x30 && unit <= 0x39) || unit === 0x2d || unit === 0x2e || unit === 0xb7;
}
