import { payloadEditor, previewBody } from '../../scripts/drive/editor.mjs';
import { lastResult } from '../../scripts/drive/form.mjs';
import { logGrid, logRows } from '../../scripts/drive/log.mjs';
import { webhookRow } from '../../scripts/drive/webhooks.mjs';
import { expect, test } from './hookwright.ts';
import { moveTo, runFromPalette, tabTo, walkTo } from './keyboard.ts';

test('the whole job is done with the keyboard alone', async ({ hookwright }) => {
  const { page } = await hookwright.open();
  const { keyboard } = page;

  await test.step('protect the secrets', async () => {
    const dialog = page.getByRole('dialog', { name: 'How should Hookwright keep your secrets?' });
    await expect(dialog.getByLabel('Passphrase', { exact: true })).toBeFocused();
    await keyboard.type(hookwright.passphrase);
    await keyboard.press('Tab');
    await keyboard.type(hookwright.passphrase);
    await keyboard.press('Enter');
    await expect(dialog).toBeHidden();
  });

  await test.step('make a webhook', async () => {
    await keyboard.press('ControlOrMeta+N');
    const dialog = page.getByRole('dialog', { name: 'New webhook' });
    await tabTo(page, dialog.getByRole('radio', { name: 'gridscale partner' }));
    await keyboard.press('Space');
    await tabTo(page, dialog.getByRole('radio', { name: 'Custom URL' }));
    await tabTo(page, dialog.getByLabel('Name', { exact: true }));
    await keyboard.type('Keys only');
    await keyboard.press('Enter');
    await expect(dialog).toBeHidden();
    const finalize = page.getByRole('checkbox', { name: 'Contract Finalize' });
    await expect(finalize).toBeChecked();
    await tabTo(page, finalize);
    await keyboard.press('Space');
    await expect(finalize).not.toBeChecked();
  });

  await test.step('write the template, with a placeholder from completion; the preview follows', async () => {
    await keyboard.press('ControlOrMeta+Shift+E');
    await expect(payloadEditor(page)).toBeFocused();
    await keyboard.press('ControlOrMeta+A');
    await keyboard.press('Delete');
    // Braces and quotes close themselves, and are typed over.
    await keyboard.type('{"who": "{{account.uu');
    await expect(page.getByRole('option', { name: /^account\.uuid/ })).toBeVisible();
    await keyboard.press('Enter');
    await keyboard.type(' came');
    await expect(previewBody(page)).toContainText(/"who": "[0-9a-f-]{36} came"/);
    await expect(page.getByRole('button', { name: 'Problems: No problems' })).toBeVisible();
    await keyboard.press('Escape');
    await expect(page.getByRole('group', { name: 'Payload template, editor' })).toBeFocused();
    await keyboard.press('ControlOrMeta+S');
    await expect(page.getByText(/not saved/)).toBeHidden();
  });

  await test.step('send it and look at the verification', async () => {
    await keyboard.press('ControlOrMeta+Enter');
    await expect(lastResult(page)).toContainText('Event delivered');
    await expect(logRows(page).first()).toHaveAccessibleName(/200 delivered; captured, valid$/);
    await walkTo(page, page.getByRole('region', { name: 'Log' }));
    await tabTo(page, logGrid(page));
    await keyboard.press('Enter');
    const opened = page.getByRole('article', { name: 'Opened request' });
    await tabTo(page, opened.getByRole('tab', { name: 'Overview' }));
    for (const name of ['Headers', 'Body', 'Verification'])
      await moveTo(page, opened.getByRole('tab', { name }), 'ArrowRight');
    await expect(opened.getByRole('list', { name: 'Steps of the verification' })).toBeVisible();
    await keyboard.press('Escape');
    await expect(opened).toBeHidden();
    await expect(logGrid(page)).toBeFocused();
  });

  await test.step('generate another secret', async () => {
    await keyboard.press('ControlOrMeta+3');
    const secret = page.getByRole('group', { name: 'Secret' });
    await expect(secret).toContainText('fingerprint');
    const before = await secret.innerText();
    await walkTo(page, page.getByRole('region', { name: 'Webhook', exact: true }));
    await tabTo(page, secret.getByRole('button', { name: 'Replace' }));
    await keyboard.press('Enter');
    await tabTo(page, page.getByRole('button', { name: 'Generate' }));
    await keyboard.press('Enter');
    await expect.poll(() => secret.innerText()).not.toBe(before);
    await keyboard.press('ControlOrMeta+Enter');
    await expect(logRows(page)).toHaveCount(2);
    await expect(logRows(page).first()).toHaveAccessibleName(/200 delivered; captured, valid$/);
  });

  await test.step('find another webhook in the palette, and come back with a key', async () => {
    await runFromPalette(page, 'Billing', /^Billing/);
    await expect(page.getByRole('heading', { level: 1, name: 'Billing' })).toBeVisible();
    await walkTo(page, page.getByRole('navigation', { name: 'Webhooks' }));
    await tabTo(page, webhookRow(page, 'Billing'));
    await keyboard.press('Home');
    await keyboard.press('Enter');
    await expect(page.getByRole('heading', { level: 1, name: 'CRM' })).toBeVisible();
  });

  await test.step('delete a webhook and take it back', async () => {
    await keyboard.press('Delete');
    await expect(webhookRow(page, 'CRM')).toBeHidden();
    const undo = page.getByRole('button', { name: 'Undo' });
    await expect(undo).toBeVisible();
    await keyboard.press('F8');
    await tabTo(page, undo);
    await keyboard.press('Enter');
    await expect(webhookRow(page, 'CRM')).toBeVisible();
  });

  await test.step('change the theme in the settings and go back', async () => {
    await keyboard.press('ControlOrMeta+Comma');
    const dark = page.getByRole('radio', { name: 'Dark' });
    await tabTo(page, page.getByRole('radio', { name: 'System' }));
    await moveTo(page, page.getByRole('radio', { name: 'Light' }), 'ArrowRight');
    await moveTo(page, dark, 'ArrowRight');
    await keyboard.press('Space');
    await expect(dark).toBeChecked();
    await keyboard.press('Escape');
    await expect(page.getByRole('region', { name: 'Settings', exact: true })).toBeHidden();
    await keyboard.press('F1');
    await expect(page.getByRole('dialog', { name: 'Keys' })).toBeVisible();
    await keyboard.press('Escape');
    await expect(page.getByRole('dialog', { name: 'Keys' })).toBeHidden();
  });
});

test('the focus goes back to where a dialog was opened from', async ({ hookwright }) => {
  const { page } = await hookwright.start();
  const { keyboard } = page;
  const fire = page.getByRole('button', { name: 'Fire…' });

  await test.step('to a button, also when another dialog took the place of the first', async () => {
    await fire.focus();
    await keyboard.press('Enter');
    await expect(page.getByRole('dialog', { name: 'Fire an event' })).toBeVisible();
    await keyboard.press('Escape');
    await expect(fire).toBeFocused();
    await runFromPalette(page, 'Keys', /^Show the keys/);
    await expect(page.getByRole('dialog', { name: 'Keys' })).toBeVisible();
    await keyboard.press('Escape');
    await expect(fire).toBeFocused();
  });

  await test.step('to the button of a menu, whose item is gone', async () => {
    const menu = page.getByRole('button', { name: 'Import and export' });
    await menu.focus();
    await keyboard.press('Enter');
    await page.getByRole('menuitem', { name: /^Import failed requests/ }).focus();
    await keyboard.press('Enter');
    await expect(page.getByRole('dialog', { name: 'Import failed requests' })).toBeVisible();
    await keyboard.press('Escape');
    await expect(menu).toBeFocused();
  });

  await test.step('to the template that was written', async () => {
    await keyboard.press('ControlOrMeta+Shift+E');
    await expect(payloadEditor(page)).toBeFocused();
    await keyboard.press('ControlOrMeta+K');
    await expect(page.getByRole('dialog', { name: 'Commands' })).toBeVisible();
    await keyboard.press('Escape');
    await expect(payloadEditor(page)).toBeFocused();
  });
});
