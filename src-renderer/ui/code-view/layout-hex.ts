/** One row of a hex view: offset, the bytes in groups of eight, and what of them prints. */
export interface HexRow {
  offset: string;
  bytes: string[];
  text: string;
}

/** Digits of the offsets: six reach 16 MiB. */
const offsetDigits = 6;

/** How many bytes stand in a row of so many columns: 16 where they fit, else 8 or 4. */
export function hexWidth(columns: number): number {
  return [16, 8, 4].find((count) => offsetDigits + 1 + (count * 3 - 1) + 1 + count <= columns) ?? 4;
}

const digits = Array.from({ length: 256 }, (_, byte) => byte.toString(16).padStart(2, '0'));

/** Row `index` of the bytes. What does not print is a middle dot. */
export function hexRow(bytes: Uint8Array, index: number, width: number): HexRow {
  const start = index * width;
  const row = [...bytes.subarray(start, start + width)];
  return {
    offset: start.toString(16).padStart(offsetDigits, '0'),
    bytes: row.map((byte) => digits[byte] ?? ''),
    text: row.map((byte) => (byte >= 0x20 && byte < 0x7f ? String.fromCharCode(byte) : '·')).join(''),
  };
}
