const BIDI_AND_INVISIBLE =
  /[\u00ad\u061c\u115f\u1160\u17b4\u17b5\u180e\u200b-\u200f\u2028-\u202e\u2060-\u206f\u3164\ufeff\uffa0]/;

const CONTROLS = (
  'NUL SOH STX ETX EOT ENQ ACK BEL BS TAB LF VT FF CR SO SI ' +
  'DLE DC1 DC2 DC3 DC4 NAK SYN ETB CAN EM SUB ESC FS GS RS US'
).split(' ');

/**
 * The name of a character that cannot be seen, or that changes how its neighbours are seen; null for one that shows
 * itself. Names, because the pictures that Unicode has for controls are missing from most fixed-width faces.
 */
export function pictureOf(code: number): string | null {
  if (code < 0x20) return CONTROLS[code] ?? null;
  if (code === 0x7f) return 'DEL';
  if (code < 0x80) return null;
  if (code < 0xa0 || code === 0xa0 || (code >= 0xd800 && code <= 0xdfff)) return nameOf(code);
  return BIDI_AND_INVISIBLE.test(String.fromCharCode(code)) ? nameOf(code) : null;
}

function nameOf(code: number): string {
  return `U+${code.toString(16).toUpperCase().padStart(4, '0')}`;
}

/** True at the first half of a pair that is whole; a half that stands alone is shown by its number. */
export function isPairAt(text: string, at: number): boolean {
  const first = text.charCodeAt(at);
  const second = text.charCodeAt(at + 1);
  return first >= 0xd800 && first < 0xdc00 && second >= 0xdc00 && second < 0xe000;
}

export interface VisiblePiece {
  text: string;
  /** `text` is the name of a character and not the text itself. */
  named: boolean;
}

/** A short text in pieces, each invisible character as its name. With `spaces`, a space is a middle dot. */
export function toVisiblePieces(text: string, spaces: boolean): VisiblePiece[] {
  const pieces: VisiblePiece[] = [];
  for (let at = 0; at < text.length; at += 1) {
    const pair = isPairAt(text, at);
    const char = text.slice(at, at + (pair ? 2 : 1));
    const name = pair ? null : pictureOf(text.charCodeAt(at));
    const last = pieces.at(-1);
    const shown = spaces && char === ' ' ? '\u00b7' : char;
    if (name !== null) pieces.push({ text: name, named: true });
    else if (last !== undefined && !last.named) last.text += shown;
    else pieces.push({ text: shown, named: false });
    if (pair) at += 1;
  }
  return pieces;
}
