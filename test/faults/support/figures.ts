import { appendFileSync } from 'node:fs';

/**
 * A measured or counted figure, for the table at the end of the run.
 * @param promise number in the list of what is promised
 */
export function report(promise: number, what: string, figure: string | number): void {
  const path = process.env.HOOKWRIGHT_FAULT_FIGURES;
  if (path) appendFileSync(path, `${JSON.stringify({ promise, what, figure: String(figure) })}\n`);
}
