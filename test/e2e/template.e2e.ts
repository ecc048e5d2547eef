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

  await test.step('an unfinished one is a problem, and nothing is sent', async () => {
    await expect(page.getByRole('button', { name: /^Problems: \d+ error/ })).toBeVisible();
  });
});
