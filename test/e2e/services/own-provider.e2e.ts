import { createHmac } from 'node:crypto';
import { copyFileSync, existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { ElectronApplication } from '@playwright/test';
import { previewBody, replacePayload } from '../../../scripts/drive/editor.mjs';
import { lastResult, notice, showTab } from '../../../scripts/drive/form.mjs';
import { logRows, openPair } from '../../../scripts/drive/log.mjs';
import { openOutbox } from '../../../scripts/drive/outbox.mjs';
import { openSettings } from '../../../scripts/drive/settings.mjs';
import { selectWebhook, webhookRow } from '../../../scripts/drive/webhooks.mjs';
import { signalYardFile, signalYardText } from '../../engine/providers/signal-yard.ts';
import { answerWith } from '../../engine/services/support/open-receiver.ts';
import { findBarriers } from '../find-barriers.ts';
import { choose, closeDialog, copySecret, expect, fire, save, test } from './service.ts';

const provider = 'Signal Yard';

/** Answers the system's own dialogs, which no test can press, with one path. */
async function answerDialogs(app: ElectronApplication, path: string): Promise<void> {
  await app.evaluate(({ dialog }, chosen) => {
    dialog.showSaveDialog = async () => ({ canceled: false, filePath: chosen });
    dialog.showOpenDialog = async () => ({ canceled: false, filePaths: [chosen] });
  }, path);
}

test('a sixth provider comes from a file, and everything that it can do is done in the window', async ({
  hookwright,
  startReceiver,
}) => {
  test.slow();
  const { app, page } = await hookwright.start();
  const receiver = await startReceiver();

  await test.step('its file says what it brings, and is added', async () => {
    await answerDialogs(app, signalYardFile);
    const settings = await openSettings(page, 'Own providers');
    await settings.getByRole('button', { name: 'Add provider file…' }).click();
    const brings = settings.getByRole('region', { name: 'What signal-yard.json brings' });
    await expect(brings).toContainText('Train arrived, Train departed');
    await expect(brings).toContainText('Seal of the yard');
    expect(await findBarriers(page)).toEqual([]);
    await brings.getByRole('button', { name: 'Add Signal Yard' }).click();
    await expect(settings.getByRole('list', { name: 'Provider files' })).toContainText('signal-yard.json');
    expect(readFileSync(join(hookwright.workspace, 'providers', 'signal-yard.json'), 'utf8')).toBe(signalYardText);
    expect(await findBarriers(page)).toEqual([]);
  });

  await test.step('it has its own settings: switches, addresses, a role and names that lie within names', async () => {
    const settings = await openSettings(page, provider);
    await settings.getByRole('switch', { name: 'Hooks', exact: true }).click();
    await settings.getByLabel('Alarm address of the yard').fill('yard@example.com');
    await settings.getByLabel('Alarm address of the yard').press('Enter');
    await settings.getByLabel('Region').fill('South');
    await settings.getByLabel('Region').press('Enter');
    await expect(settings.getByRole('combobox', { name: 'Role' })).toHaveText('Chief');
    await expect(settings.getByRole('region', { name: `${provider} settings` })).toContainText('West / 4');
    await page.getByRole('button', { name: 'Close the settings' }).click();
  });

  await test.step('a webhook of it has every field, in the words of its file', async () => {
    await page.getByRole('button', { name: 'New webhook' }).click();
    const dialog = page.getByRole('dialog', { name: 'New webhook' });
    await dialog.getByRole('radio', { name: provider }).click();
    await expect(dialog.getByRole('radio', { name: 'Rocket.Chat' })).toBeVisible();
    await dialog.getByLabel('Hook', { exact: true }).fill('Departure board');
    await dialog.getByRole('button', { name: 'Create webhook' }).click();
    const request = await showTab(page, 'Request');
    await request.getByLabel('Receiver', { exact: true }).fill(`${receiver.origin}/board`);
    await request.getByLabel('Purpose').fill('The board in the hall');
    await choose(page, request.getByRole('combobox', { name: 'Listens to' }), 'West / 4');
    await choose(page, request.getByRole('combobox', { name: 'Verb' }), 'PUT');
    await expect(request.getByText('192.0.2.17')).toBeVisible();
    await request.getByRole('button', { name: 'Add header' }).click();
    await request.getByLabel('Name of header 1').fill('X-Hall');
    await request.getByLabel('Value of header 1').fill('North');
    await expect(request.getByRole('radio', { name: 'Parameters' })).toBeVisible();
    await request.getByRole('radio', { name: 'API Key' }).click();
    await request.getByLabel('Name of the header').fill('X-Pass');
    await request.getByLabel('Value of the key').fill('open sesame');
    await page.keyboard.press('Enter');
    await request.getByLabel('Another event type').fill('train.cancelled');
    await request.getByRole('button', { name: 'Add', exact: true }).click();
    await expect(request.getByRole('checkbox', { name: /^train\.cancelled/ })).toBeVisible();
    const signing = await showTab(page, 'Signing');
    await signing.getByRole('switch', { name: 'Seal' }).click();
    await signing.getByLabel('Seal header').fill('X-Board-Seal');
    const delivery = await showTab(page, 'Delivery');
    await delivery.getByLabel('Repeats').fill('1');
    await delivery.getByLabel('Pause').fill('0');
    await delivery.getByLabel('Alarm address').fill('board@example.com');
    await save(page);
  });

  const secret =
    await test.step('its payload is a template with a conditional, and the preview shows a branch', async () => {
      const key = await copySecret(page, app);
      await showTab(page, 'Payload');
      await expect(previewBody(page)).toContainText('9 min');
      await replacePayload(
        page,
        '{"late": {{{ if(train.state==late) return("yes"); return("no"); }}}, "train": "{{train.number}}", "at": "{{timestamp}}"}',
      );
      await expect(previewBody(page)).toContainText('"late": "yes"');
      await expect(page.getByRole('button', { name: 'Branches: 2 branches, 2 reached' })).toBeVisible();
      await save(page);
      return key;
    });

  await test.step('it is validated by the real request, and activated only then', async () => {
    const delivery = await showTab(page, 'Delivery');
    const activate = delivery.getByRole('button', { name: 'Activate webhook' });
    await expect(activate).toBeDisabled();
    await delivery.getByRole('button', { name: 'Validate webhook' }).click();
    await expect(delivery.getByRole('region', { name: 'Last validation' })).toContainText('train.check');
    await activate.click();
    await expect(delivery.getByRole('button', { name: 'Deactivate webhook' })).toBeVisible();
  });

  await test.step('the test button sends, and its result is there at once, in the words of the service', async () => {
    await page.getByRole('button', { name: 'Test', exact: true }).click();
    await expect(lastResult(page)).toContainText(/Test arrived.*200/i);
  });

  await test.step('an event of its track fires it, signed as its file says', async () => {
    const results = await fire(page, { event: 'Train arrived', source: 'West / 4' });
    await expect(results.getByRole('listitem').filter({ hasText: 'Departure board' })).toContainText(/arrived.*200/);
    await closeDialog(page);
    const arrival = receiver.arrivals.at(-1);
    expect(arrival).toMatchObject({ method: 'PUT', target: '/board' });
    expect(arrival?.headers).toMatchObject({ 'x-hall': 'North', 'x-pass': 'open sesame' });
    expect(JSON.parse(arrival?.body.toString() ?? '')).toMatchObject({ late: 'yes', train: 'IC 2048' });
    const [, at = '', seal] = /^at=(\d+);seal=(.+)$/.exec(arrival?.headers['x-board-seal'] ?? '') ?? [];
    const expected = createHmac('sha256', secret)
      .update(`${at}:`)
      .update(arrival?.body ?? '')
      .digest('base64');
    expect(seal).toBe(expected);
  });

  await test.step('a failure is sent again, mailed twice over, and the second in a row deactivates', async () => {
    const before = receiver.arrivals.length;
    receiver.behave(answerWith(500));
    for (const count of [1, 2]) {
      const results = await fire(page, { event: 'Train departed', source: 'West / 4' });
      await expect(results.getByRole('listitem')).toContainText(/lost.*500/);
      expect(receiver.arrivals).toHaveLength(before + 2 * count);
      await closeDialog(page);
    }
    await expect(webhookRow(page, 'Departure board')).toContainText('deactivated');
    const outbox = await openOutbox(page);
    await expect(outbox.getByRole('option', { name: /“Departure board” failed/ })).not.toHaveCount(0);
    await expect(outbox.getByRole('option', { name: /deactivated/ })).not.toHaveCount(0);
    await expect(outbox).toContainText('board@example.com');
    await expect(outbox).toContainText('yard@example.com');
  });

  await test.step('it is activated by hand, and captured with a valid verdict', async () => {
    receiver.behave(answerWith(200));
    await selectWebhook(page, 'Departure board');
    await page.getByRole('button', { name: 'Activate', exact: true }).click();
    const request = await showTab(page, 'Request');
    await request.getByRole('button', { name: 'Send to capture' }).click();
    await save(page);
    await page.getByRole('button', { name: 'Validate', exact: true }).click();
    await expect(lastResult(page)).toContainText(/Validation arrived.*200/i);
    await page.getByRole('button', { name: 'Activate', exact: true }).click();
    await expect(page.getByRole('button', { name: 'Activate', exact: true })).toBeHidden();
    await page.getByRole('button', { name: 'Send', exact: true }).click();
    await expect(lastResult(page)).toContainText(/Event arrived.*200/i);
    const row = logRows(page, /PUT .*captured, valid/).first();
    await expect(row).toBeVisible();
    const opened = await openPair(page, row, 'Verification');
    await expect(opened).toContainText('signal-yard');
  });

  await test.step('query mode and the other channels work as they do for the five', async () => {
    const request = await showTab(page, 'Request');
    await request.getByRole('radio', { name: 'Parameters' }).click();
    const signing = await showTab(page, 'Signing');
    await expect(signing).toContainText('only a request body is signed');
    await showTab(page, 'Request');
    await request.getByRole('radio', { name: 'Message' }).click();
    await request.getByRole('radio', { name: 'Slack' }).click();
    await showTab(page, 'Payload');
    await expect(previewBody(page)).toContainText('"text": "IC 2048: late"');
  });
});

test('a provider file that goes away leaves its webhook waiting, and everything goes on when it is back', async ({
  hookwright,
}) => {
  const { app, page } = await hookwright.start();
  const file = join(hookwright.workspace, 'providers', 'signal-yard.json');
  await answerDialogs(app, signalYardFile);
  const settings = await openSettings(page, 'Own providers');
  await settings.getByRole('button', { name: 'Add provider file…' }).click();
  await settings.getByRole('button', { name: 'Add Signal Yard' }).click();
  const files = settings.getByRole('list', { name: 'Provider files' });
  await expect(files).toContainText('in use');

  await page.getByRole('button', { name: 'New webhook' }).click();
  const dialog = page.getByRole('dialog', { name: 'New webhook' });
  await dialog.getByRole('radio', { name: provider }).click();
  await dialog.getByLabel('Hook', { exact: true }).fill('Departure board');
  await dialog.getByRole('button', { name: 'Create webhook' }).click();
  await expect(page.getByRole('heading', { level: 1, name: 'Departure board' })).toBeVisible();

  rmSync(file);
  await openSettings(page, 'Own providers');
  await settings.getByRole('button', { name: 'Reload' }).click();
  await expect(settings.getByText('The provider file of “signal-yard” is missing or bad.')).toBeVisible();
  await expect(settings.getByText(/Departure board/)).toBeVisible();
  const pane = page.getByRole('navigation', { name: 'Webhooks' });
  await expect(pane.getByRole('button', { name: 'file missing' })).toBeVisible();
  expect(await findBarriers(page)).toEqual([]);
  await webhookRow(page, 'Departure board').click();
  await expect(page.getByText('“Departure board” waits for its provider file')).toBeVisible();
  expect(await findBarriers(page)).toEqual([]);

  await page.getByRole('button', { name: 'Own providers…' }).click();
  writeFileSync(file, signalYardText.replace('"customEventTypes": true', '"customEventTypes": "yes"'));
  await settings.getByRole('button', { name: 'Reload' }).click();
  await expect(settings.getByRole('list', { name: 'Problems of signal-yard.json' })).toContainText(
    /provider\.customEventTypes .*expected boolean, received string/,
  );
  expect(await findBarriers(page)).toEqual([]);
  copyFileSync(signalYardFile, file);
  await settings.getByRole('button', { name: 'Reload' }).click();
  await expect(files).toContainText('1 webhook');
  await expect(pane.getByRole('button', { name: 'file missing' })).toBeHidden();

  await settings.getByRole('button', { name: 'Remove signal-yard.json' }).click();
  const removed = notice(page, 'signal-yard.json removed');
  await expect(removed).toBeVisible();
  expect(existsSync(file)).toBe(false);
  await removed.getByRole('button', { name: 'Undo' }).click();
  await expect(files).toContainText('1 webhook');
  await selectWebhook(page, 'Departure board');
});

test('a hostile provider file is refused with its place, and a shipped provider can start an own one', async ({
  hookwright,
}) => {
  const { app, page } = await hookwright.start();
  const path = join(hookwright.profile, 'hostile.json');
  await answerDialogs(app, path);
  const settings = await openSettings(page, 'Own providers');
  const problems = settings.getByRole('list', { name: 'Problems of the file' });
  const spoiled: [string, RegExp][] = [
    [signalYardText.slice(0, 900), /line \d+, column \d+/],
    [signalYardText.replace('"format"', '"__proto__": {}, "format"'), /__proto__ This key is not allowed/],
    [signalYardText.replace('"id": "signal-yard"', '"id": "zenskar"'), /provider\.id “zenskar” is Zenskar/],
  ];
  for (const [text, message] of spoiled) {
    writeFileSync(path, text);
    await settings.getByRole('button', { name: 'Add provider file…' }).click();
    await expect(problems).toContainText(message);
    await expect(settings.getByRole('button', { name: /^Add (?!provider)/ })).toBeHidden();
  }
  expect(existsSync(join(hookwright.workspace, 'providers'))).toBe(false);
  await settings.getByRole('button', { name: 'Discard' }).click();

  await openSettings(page, 'Zenskar');
  await settings.getByRole('button', { name: 'Save as a provider file…' }).click();
  await expect(notice(page, 'Provider file written')).toBeVisible();
  await openSettings(page, 'Own providers');
  await settings.getByRole('button', { name: 'Add provider file…' }).click();
  await settings.getByRole('button', { name: 'Add Zenskar (own)' }).click();
  await expect(settings.getByRole('list', { name: 'Provider files' })).toContainText('zenskar-own.json');
});
