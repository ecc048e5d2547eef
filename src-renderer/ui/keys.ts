/**
 * A key as the command table writes it: modifiers `Mod` (Control, or Command on a Mac), `Shift`, `Alt`, then the key's
 * own name as `KeyboardEvent.key` has it, joined with `+`: `Mod+Shift+Enter`, `F6`, `?`.
 */
export type KeyChord = string;

export interface ParsedChord {
  mod: boolean;
  shift: boolean;
  alt: boolean;
  key: string;
}

/** Takes a chord apart. A final `+` is the key itself. */
export function parseChord(chord: KeyChord): ParsedChord {
  const parts = chord.endsWith('++') ? [...chord.slice(0, -2).split('+'), '+'] : chord.split('+');
  const key = parts.at(-1) ?? '';
  return { mod: parts.includes('Mod'), shift: parts.includes('Shift'), alt: parts.includes('Alt'), key };
}

/** True on a Mac, where Command is the modifier and keys are written as symbols. */
export function isMac(): boolean {
  return typeof navigator !== 'undefined' && /mac/i.test(navigator.platform);
}

const names: Readonly<Record<string, string>> = {
  ArrowUp: '↑',
  ArrowDown: '↓',
  ArrowLeft: '←',
  ArrowRight: '→',
  PageUp: 'Page Up',
  PageDown: 'Page Down',
  Delete: 'Del',
  Escape: 'Esc',
  ' ': 'Space',
};

/** The caps to show for a chord, in the order of the platform: `['Ctrl', 'Shift', 'Enter']`, `['⌘', 'K']`. */
export function toKeyCaps(chord: KeyChord, mac: boolean): string[] {
  const { mod, shift, alt, key } = parseChord(chord);
  const caps: string[] = [];
  if (mod) caps.push(mac ? '⌘' : 'Ctrl');
  if (alt) caps.push(mac ? '⌥' : 'Alt');
  if (shift) caps.push(mac ? '⇧' : 'Shift');
  caps.push(names[key] ?? (key.length === 1 ? key.toUpperCase() : key));
  return caps;
}

/** The chord in the form of the attribute `aria-keyshortcuts`. */
export function toAriaShortcut(chord: KeyChord, mac: boolean): string {
  const { mod, shift, alt, key } = parseChord(chord);
  const parts = [mod ? (mac ? 'Meta' : 'Control') : null, alt ? 'Alt' : null, shift ? 'Shift' : null, key];
  return parts.filter((part) => part !== null).join('+');
}

/**
 * True when the event is this chord. A printable key that needs Shift on some keyboards (`?`) is compared by what it
 * prints, so Shift is left out of account for it unless the chord names it; a letter is compared without its case.
 */
export function matchesChord(chord: KeyChord, event: KeyboardEvent, mac: boolean): boolean {
  const { mod, shift, alt, key } = parseChord(chord);
  if ((mac ? event.metaKey : event.ctrlKey) !== mod) return false;
  if ((mac ? event.ctrlKey : event.metaKey) || event.altKey !== alt) return false;
  if (event.key.toLowerCase() !== key.toLowerCase()) return false;
  const printsItself = key.length === 1 && !/[a-z0-9]/i.test(key);
  return (printsItself && !shift) || event.shiftKey === shift;
}
