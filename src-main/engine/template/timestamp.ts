/**
 * `{{timestamp}}` as Callgoose documents it: `yyyy-MM-ddTHH:mmZ`, in UTC. Throws a RangeError for an invalid date, like
 * `Date.prototype.toISOString`.
 */
export function formatTimestamp(date: Date): string {
  const iso = date.toISOString();
  return `${iso.slice(0, iso.lastIndexOf(':'))}Z`;
}
