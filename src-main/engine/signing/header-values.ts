import type { HeaderPair } from '../../../src-preload/contract/compose.ts';
import { trimFieldValue } from '../field-value.ts';

/** Values of a header, whatever its case, without the white space around them, which is not part of a value (RFC 9110, 5.5). */
export function valuesOf(headers: readonly HeaderPair[], name: string): string[] {
  const wanted = name.toLowerCase();
  const values: string[] = [];
  for (const [key, value] of headers) {
    // Comparing lengths first spares most headers the lower-casing.
    if (key.length === wanted.length && key.toLowerCase() === wanted) values.push(trimFieldValue(value));
  }
  return values;
}
