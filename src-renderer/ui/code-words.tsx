/** A sentence in which what stands in backticks is code. */
export function CodeWords({ text }: { text: string }) {
  return text.split('`').map((part, index) =>
    // biome-ignore lint/suspicious/noArrayIndexKey: pieces have no identity but their place
    index % 2 === 0 ? part : <code key={index}>{part}</code>,
  );
}
