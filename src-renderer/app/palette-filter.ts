/**
 * How well an entry fits what was typed: 0 not at all, 1 best. Every word must begin a word of the label or stand in
 * the label or in the hint, so that a few letters do not find half of the list.
 */
export function scoreEntry(typed: string, label: string, hint: string): number {
  const words = typed.toLowerCase().split(/\s+/).filter(Boolean);
  const name = label.toLowerCase();
  const parts = name.split(/[^\p{L}\p{N}]+/u);
  const rest = hint.toLowerCase();
  let score = 1;
  for (const word of words) {
    if (name.startsWith(word)) continue;
    if (parts.some((part) => part.startsWith(word))) score = Math.min(score, 0.8);
    else if (name.includes(word)) score = Math.min(score, 0.5);
    else if (rest.includes(word)) score = Math.min(score, 0.2);
    else return 0;
  }
  return score;
}
