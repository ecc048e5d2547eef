const LONGEST = 60;

/** The name as a piece of a path: lower case, letters and digits joined by hyphens; `webhook` where nothing is left. */
export function toSlug(name: string): string {
  const plain = name
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .slice(0, LONGEST)
    .replace(/^-|-$/g, '');
  return plain === '' ? 'webhook' : plain;
}
