import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { replacePayload } from '../../scripts/drive/editor.mjs';
import { selectWebhook } from '../../scripts/drive/webhooks.mjs';
import { expect, test } from './hookwright.ts';

test('sample events go into a file and come back from it, changed, all or nothing', async ({ hookwright }) => {
  const { app, page } = await hookwright.start();
  const file = join(hookwright.profile, 'samples.json');
  const library = page.getByRole('dialog', { name: 'Sample events of Callgoose SQIBS' });
  const adding = page.getByRole('dialog', { name: 'Add sample events to Callgoose SQIBS' });
  const json = adding.getByRole('textbox', { name: 'JSON' });
  await selectWebhook(page, 'Incident desk', 'Callgoose SQIBS');

  await test.step('the data of one event, pasted, gets an event and a name', async () => {
    await page.keyboard.press('ControlOrMeta+Shift+S');
    await library.getByRole('button', { name: 'Add from JSON…' }).click();
    await json.fill('{"incident": {"id": 12345678901234567890}');
    await expect(adding.getByText(/^line 1, column 42: /)).toBeVisible();
    await json.fill('{"incident": {"id": 12345678901234567890}}');
    await adding.getByRole('textbox', { name: 'Name' }).fill('A very large id');
    await adding.getByRole('button', { name: 'Import the sample event' }).click();
    await expect(library.getByText('A very large id')).toBeVisible();
  });

  await test.step('what is one’s own is exported with its digits', async () => {
    await app.evaluate(({ dialog }, filePath) => {
      dialog.showSaveDialog = async () => ({ canceled: false, filePath });
    }, file);
    await library.getByRole('button', { name: 'Export…' }).click();
    await page.getByRole('menuitem', { name: 'Yours and changed ones (1)' }).click();
    await expect(page.getByText(`1 sample event exported to ${file}`, { exact: true })).toBeVisible();
    expect(readFileSync(file, 'utf8')).toContain('12345678901234567890');
  });

  await test.step('a file with one mistake imports nothing, and says where it is', async () => {
    const text = readFileSync(file, 'utf8');
    const second = '{ "event": "incident.created", "name": "Another", "data": {} },';
    writeFileSync(file, text.replace('"samples": [', `"samples": [{ "event": "nope", "name": "x", "data": {} },`));
    await library.getByRole('button', { name: 'Add from JSON…' }).click();
    await adding.getByLabel('File with sample events').setInputFiles(file);
    await expect(adding.getByText(/^samples\[0\]\.event: There is no event “nope”/)).toBeVisible();
    await expect(adding.getByRole('button', { name: /^Import/ })).toBeDisabled();
    writeFileSync(
      file,
      text.replace('"samples": [', `"samples": [${second}`).replace('12345678901234567890', '12345678901234567891'),
    );
  });

  await test.step('mended, it shows what is new and what changes, and does it', async () => {
    await adding.getByLabel('File with sample events').setInputFiles(file);
    const changes = adding.getByRole('list', { name: 'What is imported' });
    await expect(changes.getByRole('listitem')).toHaveText([/Another.*new/, /A very large id.*changed/]);
    await adding.getByRole('button', { name: 'Import 2 sample events' }).click();
    await expect(library.getByText('Another')).toBeVisible();
  });

  await test.step('a sample is renamed, and one that is used shows in the preview to the last digit', async () => {
    await library.getByRole('button', { name: 'Rename “Another”' }).click();
    await library.getByRole('textbox', { name: 'Name of “Another”' }).fill('Empty');
    await page.keyboard.press('Enter');
    await expect(library.getByText('Empty', { exact: true })).toBeVisible();
    await library.getByRole('button', { name: 'Use “A very large id”' }).click();
    await expect(page.getByRole('textbox', { name: 'Event data' })).toBeFocused();
    await replacePayload(page, '{"id": {{incident.id}}}');
    await expect(page.getByRole('region', { name: 'Preview' }).getByText('12345678901234567891')).toBeVisible();
  });
});
