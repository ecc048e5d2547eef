import type { Page } from '@playwright/test';
import axe from 'axe-core';

/** What stands in the way of somebody, each as one line: the rule, how bad, and where. */
export async function findBarriers(page: Page, rules: readonly string[] | null = null): Promise<string[]> {
  // Once for each load of the page, because it takes a third of the time of a look.
  if (!(await page.evaluate(() => 'axe' in window))) await page.evaluate(axe.source);
  const runOnly = rules === null ? {} : { runOnly: { type: 'rule' as const, values: [...rules] } };
  const options: axe.RunOptions = { ...runOnly, resultTypes: ['violations'] };
  const violations = await page.evaluate(async (given) => {
    const { run } = (window as unknown as { axe: typeof axe }).axe;
    return (await run(document, given)).violations;
  }, options);
  return violations
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .flatMap(({ id, impact, nodes }) =>
      nodes.map(({ target, failureSummary }) => `${impact} ${id}: ${target.join(' ')} ${failureSummary ?? ''}`),
    );
}
