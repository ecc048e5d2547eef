/** What makes a character deceive: nothing is seen of it, or it looks like a plain ASCII character. */
export type CharacterKind = 'control' | 'invisible' | 'space' | 'quote' | 'dash' | 'wide' | 'mark' | 'letter';

export interface NamedCharacter {
  kind: CharacterKind;
  /** Unicode's name in lower case, without an article: `no-break space`. */
  name: string;
  /** The plain ASCII text that was probably meant; empty where the character is to be removed. */
  meant: string;
}

/** One deceiving character of a text; `start` and `end` are UTF-16 offsets. */
export interface FoundCharacter extends NamedCharacter {
  code: number;
  start: number;
  end: number;
}

const named = new Map<number, NamedCharacter>();

/** `from` is the first code point; the names of the following ones are separated by commas. */
function add(kind: CharacterKind, from: number, meant: string, names: string): void {
  names.split(', ').forEach((name, index) => {
    named.set(from + index, { kind, name, meant });
  });
}

// Names of the Unicode Character Database, shortened where a person would not miss the rest.
add('space', 0xa0, ' ', 'no-break space');
add('space', 0x1680, ' ', 'Ogham space mark');
add(
  'space',
  0x2000,
  ' ',
  'en quad, em quad, en space, em space, three-per-em space, four-per-em space, six-per-em space, figure space, punctuation space, thin space, hair space',
);
add('space', 0x202f, ' ', 'narrow no-break space');
add('space', 0x205f, ' ', 'medium mathematical space');
add('space', 0x3000, ' ', 'ideographic space');
add('space', 0x85, '\n', 'next line');
add('space', 0x2028, '\n', 'line separator, paragraph separator');

add('invisible', 0xad, '', 'soft hyphen');
add('invisible', 0x34f, '', 'combining grapheme joiner');
add('invisible', 0x61c, '', 'Arabic letter mark');
add('invisible', 0x115f, '', 'Hangul choseong filler, Hangul jungseong filler');
add('invisible', 0x180e, '', 'Mongolian vowel separator');
add(
  'invisible',
  0x200b,
  '',
  'zero width space, zero width non-joiner, zero width joiner, left-to-right mark, right-to-left mark',
);
add(
  'invisible',
  0x202a,
  '',
  'left-to-right embedding, right-to-left embedding, pop directional formatting, left-to-right override, right-to-left override',
);
add('invisible', 0x2060, '', 'word joiner, function application, invisible times, invisible separator, invisible plus');
add(
  'invisible',
  0x2066,
  '',
  'left-to-right isolate, right-to-left isolate, first strong isolate, pop directional isolate',
);
add('invisible', 0x3164, '', 'Hangul filler');
add('invisible', 0xfe0e, '', 'variation selector 15, variation selector 16');
add('invisible', 0xfeff, '', 'byte order mark');
add('invisible', 0xffa0, '', 'halfwidth Hangul filler');

add('quote', 0xb4, "'", 'acute accent');
add('quote', 0x2b9, "'", 'modifier letter prime');
add('quote', 0x2ba, '"', 'modifier letter double prime');
add('quote', 0x2bb, "'", 'modifier letter turned comma, modifier letter apostrophe');
add('quote', 0x2018, "'", 'left single quotation mark, right single quotation mark');
add('quote', 0x201a, "'", 'single low-9 quotation mark, single high-reversed-9 quotation mark');
add('quote', 0x201c, '"', 'left double quotation mark, right double quotation mark');
add('quote', 0x201e, '"', 'double low-9 quotation mark, double high-reversed-9 quotation mark');
add('quote', 0xab, '"', 'left-pointing double angle quotation mark');
add('quote', 0xbb, '"', 'right-pointing double angle quotation mark');
add('quote', 0x2032, "'", 'prime');
add('quote', 0x2033, '"', 'double prime');
add('quote', 0x2039, "'", 'single left-pointing angle quotation mark, single right-pointing angle quotation mark');
add('quote', 0x301d, '"', 'reversed double prime quotation mark, double prime quotation mark');

add('dash', 0x2010, '-', 'hyphen, non-breaking hyphen, figure dash, en dash, em dash, horizontal bar');
add('dash', 0x2212, '-', 'minus sign');
add('dash', 0xfe58, '-', 'small em dash');
add('dash', 0xfe63, '-', 'small hyphen-minus');

add('mark', 0x37e, ';', 'Greek question mark');
add('mark', 0x589, ':', 'Armenian full stop');
add('mark', 0x60c, ',', 'Arabic comma');
add('mark', 0x2024, '.', 'one dot leader');
add('mark', 0x2026, '...', 'horizontal ellipsis');
add('mark', 0x2044, '/', 'fraction slash');
add('mark', 0x2215, '/', 'division slash');
add('mark', 0x2216, '\\', 'set minus');
add('mark', 0x2236, ':', 'ratio');
add('mark', 0x3001, ',', 'ideographic comma');
add('mark', 0x3002, '.', 'ideographic full stop');
add('mark', 0xa789, ':', 'modifier letter colon');
add('mark', 0xfe50, ',', 'small comma');
add('mark', 0xfe55, ':', 'small colon');
add('mark', 0xfe5b, '{', 'small left curly bracket');
add('mark', 0xfe5c, '}', 'small right curly bracket');
add('mark', 0x2774, '{', 'medium left curly bracket ornament');
add('mark', 0x2775, '}', 'medium right curly bracket ornament');

/** Letters of other scripts that no font tells from Latin ones, each after its Latin twin. */
const twins: Readonly<Record<'Cyrillic' | 'Greek', string>> = {
  Cyrillic:
    'a\u0430e\u0435o\u043ep\u0440c\u0441x\u0445y\u0443i\u0456j\u0458s\u0455h\u04bbd\u0501A\u0410B\u0412E\u0415K\u041aM\u041cH\u041dO\u041eP\u0420C\u0421T\u0422X\u0425I\u0406J\u0408S\u0405',
  Greek:
    'o\u03bfv\u03bdA\u0391B\u0392E\u0395Z\u0396H\u0397I\u0399K\u039aM\u039cN\u039dO\u039fP\u03a1T\u03a4X\u03a7Y\u03a5',
};
for (const [script, pairs] of Object.entries(twins)) {
  for (let at = 0; at + 1 < pairs.length; at += 2) {
    const meant = pairs.charAt(at);
    add('letter', pairs.charCodeAt(at + 1), meant, `${script} letter that looks like ${meant}`);
  }
}

const controls =
  'NUL, start of heading, start of text, end of text, end of transmission, enquiry, acknowledge, bell, backspace, tab, line break, vertical tab, form feed, carriage return, shift out, shift in, data link escape, device control 1, device control 2, device control 3, device control 4, negative acknowledge, synchronous idle, end of transmission block, cancel, end of medium, substitute, escape, file separator, group separator, record separator, unit separator'.split(
    ', ',
  );

const plainControls: ReadonlySet<number> = new Set([0x09, 0x0a, 0x0d]);

/** A character class: on text in ASCII without controls it answers without looking at each character. */
const anySuspect = /[^\t\n\r\x20-\x7e]/;

/**
 * The name of a character that cannot be seen or looks like another, and the plain text that was probably meant. Null for
 * one that shows itself as what it is, spaces, tabs and line breaks included.
 */
export function nameCharacter(code: number): NamedCharacter | null {
  if (code < 0x80) {
    if (code === 0x7f) return { kind: 'control', name: 'delete character', meant: '' };
    if (code >= 0x20 || plainControls.has(code)) return null;
    return { kind: 'control', name: controls[code] ?? 'control character', meant: '' };
  }
  // The full-width forms of ASCII keep its order (Unicode, block Halfwidth and Fullwidth Forms).
  if (code >= 0xff01 && code <= 0xff5e) {
    const meant = String.fromCharCode(code - 0xfee0);
    return { kind: 'wide', name: `full-width ${meant}`, meant };
  }
  if (code >= 0xe0000 && code <= 0xe007f) return { kind: 'invisible', name: 'tag character', meant: '' };
  const known = named.get(code);
  if (known !== undefined) return known;
  return code < 0xa0 ? { kind: 'control', name: 'control character', meant: '' } : null;
}

/** `U+00A0`, `U+1F600`. */
export function codePointLabel(code: number): string {
  return `U+${code.toString(16).toUpperCase().padStart(4, '0')}`;
}

/** Names a character for a person, with its article: `a line break (U+000A)`, `“ü” (U+00FC)`. Reads the first one of the text. */
export function describeCharacter(character: string): string {
  const code = character.codePointAt(0) ?? 0;
  return `${withArticle(code) ?? `“${String.fromCodePoint(code)}”`} (${codePointLabel(code)})`;
}

function withArticle(code: number): string | null {
  const name = code === 0x20 ? 'space' : plainControls.has(code) ? controls[code] : nameCharacter(code)?.name;
  if (name === undefined) return null;
  return `${/^(?!one|uni)[aeiou]/i.test(name) ? 'an' : 'a'} ${name}`;
}

/**
 * The deceiving characters between two UTF-16 offsets, in order, at most `maximum`. Most of them are right inside of prose
 * (quotes, no-break spaces, emoji joiners): look only where the grammar of the text allows none.
 */
export function findDeceivingCharacters(
  text: string,
  start = 0,
  end = text.length,
  maximum = Number.POSITIVE_INFINITY,
): FoundCharacter[] {
  const found: FoundCharacter[] = [];
  if (!anySuspect.test(text)) return found;
  for (let at = start; at < end && found.length < maximum; ) {
    const code = text.codePointAt(at) ?? 0;
    const length = code > 0xffff ? 2 : 1;
    const character = nameCharacter(code);
    if (character !== null) found.push({ ...character, code, start: at, end: at + length });
    at += length;
  }
  return found;
}

/** The text with every deceiving character replaced by what was probably meant. */
export function straightenText(text: string): string {
  const found = findDeceivingCharacters(text);
  if (found.length === 0) return text;
  const pieces: string[] = [];
  let copied = 0;
  for (const { start, end, meant } of found) {
    pieces.push(text.slice(copied, start), meant);
    copied = end;
  }
  pieces.push(text.slice(copied));
  return pieces.join('');
}
