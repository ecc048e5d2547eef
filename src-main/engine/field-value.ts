/**
 * A field value as it goes on the wire and as it is read: spaces and tabs around it are no part of it (RFC 9110, section 5.5).
 * By hand, because an expression for the end of a text looks at every run of spaces in it again and again.
 */
export function trimFieldValue(value: string): string {
  let start = 0;
  let end = value.length;
  while (start < end && isBlank(value.charCodeAt(start))) start += 1;
  while (end > start && isBlank(value.charCodeAt(end - 1))) end -= 1;
  return value.slice(start, end);
}

function isBlank(unit: number): boolean {
  return unit === 0x20 || unit === 0x09;
}
