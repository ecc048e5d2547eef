import type { NameAndValue } from '../../ui/key-value-list.tsx';

/** Index of the header that stands for `User-Agent`, or -1 where the default is sent. Others of that name stay in the list. */
export function findUserAgent(headers: readonly NameAndValue[]): number {
  return headers.findIndex(({ name }) => name.toLowerCase() === 'user-agent');
}

/** The headers with another `User-Agent` in its place; an empty value sends none, null restores the default. */
export function changeUserAgent(headers: readonly NameAndValue[], value: string | null): NameAndValue[] {
  const index = findUserAgent(headers);
  if (value === null) return headers.filter((_, each) => each !== index);
  if (index === -1) return [{ name: 'User-Agent', value }, ...headers];
  return headers.map((header, each) => (each === index ? { ...header, value } : header));
}
