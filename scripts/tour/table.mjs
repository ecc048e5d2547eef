/**
 * Lays out lines of cells as a table for a terminal, numbers at the right of their column.
 * @param {readonly string[]} head
 * @param {readonly (readonly string[])[]} lines
 * @param {ReadonlySet<string>} numbers names of the columns that hold numbers
 * @returns {string}
 */
export function formatTable(head, lines, numbers) {
  const widths = head.map((name, column) =>
    Math.max(name.length, ...lines.map((line) => [...(line[column] ?? '')].length)),
  );
  const format = (/** @type {readonly string[]} */ line) =>
    line
      .map((cell, column) => {
        const width = widths[column] ?? 0;
        return numbers.has(head[column] ?? '') ? cell.padStart(width) : cell.padEnd(width);
      })
      .join('  ')
      .trimEnd();
  return [head, widths.map((width) => '-'.repeat(width)), ...lines].map(format).join('\n');
}
