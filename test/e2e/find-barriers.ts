import AxeBuilder from '@axe-core/playwright';
import type { Page } from '@playwright/test';

/** What stands in the way of somebody, each as one line: the rule, how bad, and where. */
export async function findBarriers(page: Page, rules: readonly string[] | null = null): Promise<string[]> {
  // In one page: the usual way opens a second one, which an app's window does not allow.
  const axe = new AxeBuilder({ page }).setLegacyMode(true);
  const runOnly = rules === null ? {} : { runOnly: { type: 'rule' as const, values: [...rules] } };
  const { violations } = await axe.options({ ...runOnly, resultTypes: ['violations'] }).analyze();
  return violations
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .flatMap(({ id, impact, nodes }) =>
      nodes.map(({ target, failureSummary }) => `${impact} ${id}: ${target.join(' ')} ${failureSummary ?? ''}`),
    );
}
