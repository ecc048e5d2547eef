import { selectWebhook } from '../../scripts/drive/webhooks.mjs';
import { expect, test } from './hookwright.ts';

test('query values are written with the same help as a payload', async ({ hookwright }) => {
  const { page } = await hookwright.start();
  const { keyboard } = page;
  const preview = page.getByRole('region', { name: 'URL and query values' });
  const value = page.getByRole('textbox', { name: 'Value of query parameter 1' });
  async function choose(name: RegExp): Promise<void> {
    await expect(page.getByRole('option', { name }).first()).toBeVisible();
    await keyboard.press('Enter');
  }

  await selectWebhook(page, 'Incident desk', 'Callgoose SQIBS');
  await page.getByRole('tab', { name: 'Request' }).click();
  await page.getByRole('radio', { name: /query/i }).click();
  await page.getByRole('tab', { name: 'Payload' }).click();
  await page.getByRole('button', { name: 'Add query parameter' }).click();
  await expect(page.getByRole('textbox', { name: 'Name of query parameter 1' })).toBeFocused();
  await keyboard.type('title');

  await test.step('completion, with a conditional that needs no key but Enter and Tab', async () => {
    await keyboard.press('Tab');
    await expect(value).toBeFocused();
    await keyboard.type('{{title');
    await choose(/^incident\.title/);
    await expect(preview).toContainText('Checkout answers with 502');
    await keyboard.type(' {{{');
    for (const name of [/^if … return … return/, /^incident\.urgency/, /^high/]) await choose(name);
    for (const _place of ['after the if', 'what else is returned', 'the end']) await keyboard.press('Tab');
    await expect(value).toBeFocused();
    await expect(preview).toContainText('Checkout answers with 502 high');
  });

  await test.step('the placeholders, reached and chosen by key', async () => {
    await keyboard.press('End');
    await keyboard.press('ControlOrMeta+I');
    await page.getByRole('combobox', { name: 'Placeholders' }).fill('user');
    await choose(/^user/);
    await expect(preview).toContainText('Monitoring API');
    await keyboard.press('ControlOrMeta+I');
  });

  await test.step('its own meter and its own problems', async () => {
    await expect(page.getByRole('meter', { name: 'Characters of query parameter 1' })).toBeVisible();
    await value.focus();
    await keyboard.press('End');
    await keyboard.type('{{nobody}}');
    await expect(page.getByRole('button', { name: 'Problems: 1 error' })).toBeVisible();
  });
});
