import type { Page } from '@playwright/test';
import { startEndpoint } from './endpoint.ts';
import { expect, test } from './hookwright.ts';
import { importPasted } from './imports.ts';

const COUNT = 40;

async function waitUntilNoneIsUnderWay(page: Page): Promise<void> {
  const current = () => page.evaluate(() => window.hookwright.call('replay.current', {}));
  await expect.poll(current).toMatchObject({ ok: true, value: { underWay: 0 } });
}

let stop: (() => Promise<void>) | null = null;
test.afterEach(() => stop?.());

test('imported failures are replayed at a rate, paused, taken up after a restart, cancelled, and what was delivered is skipped', async ({
  hookwright,
}) => {
  const receiver = await startEndpoint((number) => (number <= 3 ? 500 : 200));
  stop = receiver.stop;
  const { host } = new URL(receiver.url);
  const lines = Array.from({ length: COUNT }, (_each, number) =>
    JSON.stringify({ url: `${receiver.url}/in`, body: `{"number": ${number}}`, response: { status: 503 } }),
  );
  const first = await hookwright.start({ lasting: true });
  await importPasted(first.page, lines.join('\n'), COUNT);

  const openPlan = async (page: typeof first.page) => {
    await page.keyboard.press('ControlOrMeta+Alt+r');
    const plan = page.getByRole('dialog', { name: 'Replay everything that matches the filter' });
    await plan.getByRole('radio', { name: 'Exact bytes' }).click();
    return plan;
  };

  await test.step('say how many first, and ask before a new host gets them', async () => {
    const plan = await openPlan(first.page);
    await expect(plan).toContainText(`${COUNT} deliveries will be sent`);
    const start = plan.getByRole('button', { name: `Replay ${COUNT} deliveries` });
    await expect(start).toBeDisabled();
    await expect(plan).toContainText(`No webhook here points at ${host}`);
    expect(receiver.requests).toEqual([]);
    await plan.getByRole('checkbox', { name: 'Yes, send them there' }).check();
    await plan.getByRole('spinbutton', { name: 'Rate' }).fill('2');
    await start.click();
  });

  const job = (page: typeof first.page) => page.getByRole('dialog', { name: 'Bulk replay' });
  let rested = 0;

  await test.step('show how far it is and how long it takes, and rest when it is told to', async () => {
    await expect(job(first.page)).toContainText(/per second, .+ left/);
    await expect(job(first.page)).toContainText(/(?<!\d)([4-9]|[1-3]\d) of 40/);
    await job(first.page).getByRole('button', { name: 'Pause' }).click();
    await expect(job(first.page)).toContainText('Paused');
    await expect(job(first.page).getByRole('button', { name: 'Resume' })).toBeVisible();
    // One may still be under way when the pause begins.
    await waitUntilNoneIsUnderWay(first.page);
    rested = receiver.requests.length;
    await expect(job(first.page)).toContainText(new RegExp(`(?<!\\d)${rested} of 40`));
    expect(rested).toBeLessThan(COUNT);
    await first.close();
  });

  const second = await hookwright.start();

  await test.step('find it again after a restart, where it was, and go on', async () => {
    expect(receiver.requests).toHaveLength(rested);
    await second.page.getByRole('button', { name: `Paused ${rested} of ${COUNT}` }).click();
    await job(second.page).getByRole('button', { name: 'Resume' }).click();
    await expect.poll(() => receiver.requests.length).toBeGreaterThan(rested + 2);
  });

  await test.step('end it, and say what failed and why, and what was not sent', async () => {
    await job(second.page).getByRole('button', { name: 'Cancel the replay' }).click();
    await expect(job(second.page)).toContainText('Finished.');
    await expect(job(second.page)).toContainText(`It answered 500: ${host}`);
    await expect(job(second.page)).toContainText('were not sent');
    await waitUntilNoneIsUnderWay(second.page);
    await job(second.page).getByRole('button', { name: 'Close the summary' }).click();
  });

  await test.step('skip what was delivered since in the next one, and send every body once', async () => {
    await second.page.getByLabel('Filter the log').fill('side:imported ');
    await second.page.keyboard.press('Enter');
    const plan = await openPlan(second.page);
    await expect(plan).toContainText('It was delivered since.');
    const left = COUNT - (receiver.requests.length - 3);
    const box = plan.getByRole('checkbox', { name: 'Yes, send them there' });
    await expect(plan.getByRole('button', { name: `Replay ${left} deliveries` })).toBeVisible();
    await box.check();
    await plan.getByRole('checkbox', { name: 'Unlimited rate' }).check();
    await plan.getByRole('button', { name: `Replay ${left} deliveries` }).click();
    await expect(job(second.page)).toContainText(`${left} delivered`);
    const delivered = receiver.requests.slice(3);
    expect(new Set(delivered).size).toBe(COUNT);
    expect(delivered).toHaveLength(COUNT);
  });
});
