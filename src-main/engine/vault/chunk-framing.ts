/** Of the size of a chunk with its extensions; what is longer is no framing. */
const MOST_SIZE_LINE = 300;

const sizeLine = /^[0-9a-fA-F]{1,16}(?:[ \t;].*)?$/;

/**
 * A text without what looks like the framing between two chunks (RFC 9112, 7.1): the end of a line, a size, the end of a line.
 * @returns the text, and where a character of it was
 */
export function joinChunks(text: string): { joined: string; toOriginal(index: number): number } {
  /** Where each piece begins in the joined text, and in the original one. */
  const starts: number[] = [0];
  const origins: number[] = [0];
  let joined = '';
  let rest = 0;
  for (let at = text.indexOf('\r\n'); at >= 0; ) {
    const end = text.indexOf('\r\n', at + 2);
    if (end < 0) break;
    if (end - at - 2 <= MOST_SIZE_LINE && sizeLine.test(text.slice(at + 2, end))) {
      joined += text.slice(rest, at);
      rest = end + 2;
      starts.push(joined.length);
      origins.push(rest);
      at = text.indexOf('\r\n', rest);
    } else at = end;
  }
  joined += text.slice(rest);

  function toOriginal(index: number): number {
    let low = 0;
    let high = starts.length - 1;
    while (low < high) {
      const middle = Math.ceil((low + high) / 2);
      if ((starts[middle] ?? 0) <= index) low = middle;
      else high = middle - 1;
    }
    return (origins[low] ?? 0) + index - (starts[low] ?? 0);
  }

  return { joined, toOriginal };
}
