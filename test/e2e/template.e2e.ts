import { payloadEditor, previewBody, selectPayload } from '../../scripts/drive/editor.mjs';
import { selectWebhook } from '../../scripts/drive/webhooks.mjs';
import { expect, test } from './hookwright.ts';

test('a conditional is written with completion alone, and the preview shows its branch', async ({ hookwright }) => {
  const { page } = await hookwright.start();
  const { keyboard } = page;
  const problems = page.getByRole('button', { name: 'Problems: No problems' });
  await selectWebhook(page, 'Incident desk', 'Callgoose SQIBS');
  await selectPayload(page);
  await keyboard.press('Delete');

  await test.step('the statement comes from completion behind three braces', async () => {
    await keyboard.type('{"urgency": {{{');
    await expect(page.getByRole('option', { name: /^if … return … return/ })).toBeVisible();
    await keyboard.press('Enter');
    await expect(payloadEditor(page)).toBeFocused();
    await expect(previewBody(page)).toContainText(/"urgency": "(high|none)"/);
    await expect(problems).toBeVisible();
  });

  await test.step('so do a placeholder, its value, and what is returned', async () => {
    await keyboard.press('ControlOrMeta+A');
    await keyboard.press('Delete');
    await keyboard.type('{"status": {{{ if(incident.st');
    await expect(page.getByRole('option', { name: /^incident\.status/ })).toBeVisible();
    await keyboard.press('Enter');
    // The two equals signs come along, and with them the values.
    await expect(page.getByRole('option', { name: /^acknowledged/ })).toBeVisible();
    await keyboard.type('tri');
    await expect(page.getByRole('option', { name: /^triggered/ })).toBeVisible();
    await keyboard.press('Enter');
    await expect(previewBody(page)).toContainText('incident.status==triggered');
  });

  await test.step('each place leads on to the next one, through two ifs and the return that stands alone', async () => {
    const option = (name: RegExp) => page.getByRole('option', { name }).first();
    await selectPayload(page);
    await keyboard.press('Delete');
    await keyboard.type('{"urgency": {{{');
    await expect(option(/^if … return … return/)).toBeVisible();
    await keyboard.press('ArrowDown');
    for (const value of [/^high/, /^low/]) {
      await keyboard.press('Enter');
      await expect(option(/^incident\.urgency/)).toBeVisible();
      await keyboard.press('Enter');
      await expect(option(value)).toBeVisible();
      await keyboard.press('Enter');
      // What is returned stands there already.
      await expect(option(/./)).toBeHidden();
      await keyboard.press('Tab');
      await expect(option(/^return/)).toBeVisible();
    }
    // Every value has its branch, so what is left to write comes first.
    await keyboard.press('Enter');
    await keyboard.press('Tab');
    await keyboard.press('Tab');
    await keyboard.type(', "written": true');
    await expect(previewBody(page)).toContainText('"urgency": "high"');
    await expect(previewBody(page)).toContainText('"written": true');
    await expect(problems).toBeVisible();
    await expect(page.getByRole('button', { name: 'Branches: 3 branches, 3 reached' })).toBeVisible();
  });

  await test.step('an unfinished one is a problem, and nothing is sent', async () => {
    await selectPayload(page);
    await keyboard.press('Delete');
    await keyboard.type('{"status": {{{ if(incident.status==triggered)');
    await expect(page.getByRole('button', { name: /^Problems: \d+ error/ })).toBeVisible();
  });
});
