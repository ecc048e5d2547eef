const names: Readonly<Record<number, string>> = {
  0: 'a NUL',
  9: 'a tab',
  10: 'a line break',
  13: 'a carriage return',
  32: 'a space',
  127: 'a delete character',
  160: 'a no-break space',
};

/** Names a character for a person: `a line break (U+000A)`, `“ü” (U+00FC)`. */
export function describeCharacter(character: string): string {
  const code = character.codePointAt(0) ?? 0;
  const hex = `U+${code.toString(16).toUpperCase().padStart(4, '0')}`;
  const name = names[code] ?? (code < 32 || (code > 127 && code < 160) ? 'a control character' : `“${character}”`);
  return `${name} (${hex})`;
}
