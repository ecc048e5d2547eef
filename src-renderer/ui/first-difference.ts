/** Index of the first place where two texts differ, or -1 where they do not. */
export function findFirstDifference(left: string, right: string): number {
  const length = Math.min(left.length, right.length);
  for (let at = 0; at < length; at += 1) {
    if (left.charCodeAt(at) !== right.charCodeAt(at)) return at;
  }
  return left.length === right.length ? -1 : length;
}

/** The same for bytes. */
export function findFirstByteDifference(left: Uint8Array, right: Uint8Array): number {
  const length = Math.min(left.length, right.length);
  for (let at = 0; at < length; at += 1) {
    if (left[at] !== right[at]) return at;
  }
  return left.length === right.length ? -1 : length;
}
