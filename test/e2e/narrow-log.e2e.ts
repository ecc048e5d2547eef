import { lastResult, sendButton } from '../../scripts/drive/form.mjs';
import { countRows, logGrid, logRows, openPair } from '../../scripts/drive/log.mjs';
import { resizeWindow } from '../../scripts/drive/open-app.mjs';
import { selectWebhook } from '../../scripts/drive/webhooks.mjs';
import { expect, test } from './hookwright.ts';

test('lines of a narrow log tell the endpoints apart: nothing of the sample is cut off', async ({ hookwright }) => {
  const { app, page } = await hookwright.start();
  for (const [index, name] of ['CRM', 'Rocket.Chat', 'Incident desk', 'Data pipeline', 'Billing'].entries()) {
    await selectWebhook(page, name);
    await sendButton(page).click();
    await expect.poll(() => countRows(page)).toBe(index + 1);
    await expect(lastResult(page)).toContainText('200');
  }
  const cutOff = () =>
    logGrid(page)
      .getByRole('gridcell')
      .evaluateAll((cells) =>
        cells.filter((cell) => cell.scrollWidth > cell.clientWidth).map((cell) => cell.textContent),
      );

  await resizeWindow(app, page, { width: 1000, height: 640 });
  await page.keyboard.press('ControlOrMeta+b');
  await expect(logRows(page)).not.toHaveCount(0);
  await expect.poll(cutOff).toEqual([]);

  await resizeWindow(app, page, { width: 1280, height: 800 });
  await openPair(page, logRows(page).first(), 'Overview');
  await expect.poll(cutOff).toEqual([]);
  // The control: a path that is too long for its place is cut off.
  await logRows(page)
    .first()
    .getByRole('gridcell', { name: 'POST' })
    .first()
    .evaluate((cell) => cell.append('/x'.repeat(60)));
  await expect.poll(cutOff).toHaveLength(1);
});
