/**
 * The characters that the inside of a JSON string stands for, from `start` to `end` of text that has been checked. The piece is cut out
 * before it is searched: a search in the whole text would run past `end` and make many short strings quadratic.
 */
export function unescapeJsonText(text: string, start: number, end: number): string {
  const inside = text.slice(start, end);
  let slash = inside.indexOf('\\');
  if (slash === -1) return inside;
  let out = '';
  let copied = 0;
  while (slash !== -1) {
    const kind = inside[slash + 1] ?? '';
    out += inside.slice(copied, slash) + characterFor(kind, inside, slash);
    copied = slash + (kind === 'u' ? 6 : 2);
    slash = inside.indexOf('\\', copied);
  }
  return out + inside.slice(copied);
}

function characterFor(kind: string, inside: string, slash: number): string {
  switch (kind) {
    case 'u':
      return String.fromCharCode(Number.parseInt(inside.slice(slash + 2, slash + 6), 16));
    case 'b':
      return '\b';
    case 'f':
      return '\f';
    case 'n':
      return '\n';
    case 'r':
      return '\r';
    case 't':
      return '\t';
    default:
      return kind;
  }
}
