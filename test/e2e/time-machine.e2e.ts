import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { notice, sendButton, showTab } from '../../scripts/drive/form.mjs';
import { logRows, openPair } from '../../scripts/drive/log.mjs';
import {
  chooseOutage,
  chooseRules,
  drawOutage,
  openTimeMachine,
  readNumbers,
} from '../../scripts/drive/time-machine.mjs';
import { selectWebhook } from '../../scripts/drive/webhooks.mjs';
import { expect, test } from './hookwright.ts';

test('rules of senders and of a webhook are compared against an outage that is drawn', async ({ hookwright }, info) => {
  const { app, page } = await hookwright.start();

  await test.step('give a webhook a fixed rule, and open it in the time machine', async () => {
    await selectWebhook(page, 'Incident desk');
    const delivery = await showTab(page, 'Delivery');
    await delivery.getByLabel('Retry count').fill('4');
    await delivery.getByLabel('Retry interval').fill('5');
    await page.keyboard.press('ControlOrMeta+S');
    await page.getByRole('button', { name: 'More actions' }).click();
    await page.getByRole('menuitem', { name: 'Open in the time machine' }).click();
    const rules = page.getByRole('region', { name: 'Rules' });
    await expect(rules.getByRole('checkbox', { name: 'Incident desk' })).toBeChecked();
    await expect(page.getByRole('region', { name: 'Outage' })).toContainText(
      'Nothing of “Incident desk” is in the log',
    );
  });

  const lanes = page.getByRole('region', { name: 'Attempts over time' });

  await test.step('compare it with Svix and GitHub in an outage of 15 minutes', async () => {
    await chooseRules(page, ['Svix', 'GitHub', 'Incident desk']);
    await chooseOutage(page, 'A deploy');
    await page.getByRole('region', { name: 'Outage' }).getByLabel('Lasts').fill('15 min');
    await expect(lanes.getByRole('img', { name: /^Incident desk: delivered after 15 min\. 4 attempts/ })).toBeVisible();
    await expect(lanes.getByRole('img', { name: /^GitHub: lost: it is not tried again\. 1 attempt:/ })).toBeVisible();
    await expect(lanes.getByRole('img', { name: /^Svix: delivered after 3\d min .* 4 attempts/ })).toBeVisible();
    expect(await readNumbers(page, 'Incident desk')).toMatchObject({
      Result: 'delivered',
      Attempts: '4',
      'Survives up to': '20 min',
      'Gives up after': '20 min',
    });
    expect(await readNumbers(page, 'GitHub')).toMatchObject({ Result: 'lost', 'Survives up to': 'none' });
    await info.attach('compared', { body: await page.screenshot(), contentType: 'image/png' });
  });

  await test.step('draw the end of the outage further out than the rule reaches, and take it back', async () => {
    await page.getByRole('button', { name: 'Remove the outage' }).click();
    await expect(lanes.getByText('Drag here to draw an outage')).toBeVisible();
    await expect(lanes.getByRole('img', { name: /^Incident desk: delivered at once/ })).toBeVisible();
    await page.getByRole('radio', { name: 'Linear' }).click();
    await page.getByRole('button', { name: 'Undo the change of the outage' }).click();
    await drawOutage(page, 0.9, 0.97);
    await expect(lanes.getByRole('button', { name: /^Connections are refused\. From/ })).toHaveCount(2);
    await page.getByRole('button', { name: 'Undo the change of the outage' }).click();
    await expect(lanes.getByRole('button', { name: /^Connections are refused\. From/ })).toHaveCount(1);
    const span = lanes.getByRole('button', { name: /^Connections are refused\. From 0 s to 15 min/ });
    await span.focus();
    for (let pressed = 0; pressed < 40; pressed += 1) await page.keyboard.press('Shift+ArrowRight');
    await expect(lanes.getByRole('img', { name: /^Incident desk: lost after 20 min/ })).toBeVisible();
    await page.keyboard.press('Delete');
    await expect(lanes.getByRole('img', { name: /^Incident desk: delivered at once/ })).toBeVisible();
    await page.keyboard.press('ControlOrMeta+Z');
    await expect(lanes.getByRole('img', { name: /^Incident desk: lost after 20 min/ })).toBeVisible();
  });

  await test.step('walk from attempt to attempt, and let the clock run', async () => {
    await lanes.focus();
    await page.keyboard.press('End');
    await page.keyboard.press('Home');
    await page.keyboard.press('ArrowRight');
    await expect(lanes.getByText(/^Svix, attempt 2\. Begins .* after the event\. Waited/)).toBeAttached();
    await page.keyboard.press('Space');
    const clock = page.getByRole('region', { name: 'Virtual clock' });
    await expect(clock.getByRole('status', { name: 'Time on the clock' })).not.toHaveText('');
    await clock.getByRole('button', { name: 'Stop the clock' }).click();
    await expect(clock.getByRole('button', { name: 'Let the clock run' })).toBeVisible();
    await clock.getByRole('button', { name: 'Put the clock away' }).click();
  });

  await test.step('take the numbers and the picture along', async () => {
    await page.getByRole('button', { name: 'Copy the numbers' }).click();
    await page.getByRole('menuitem', { name: 'Copy as CSV' }).click();
    await expect(notice(page, 'CSV copied')).toBeVisible();
    const csv = await app.evaluate(({ clipboard }) => clipboard.readText());
    expect(csv).toMatch(/^Rule,Result,Attempts,.*\r\nSvix,delivered,/);
    for (const format of ['svg', 'png'] as const) {
      const file = join(hookwright.profile, `retries.${format}`);
      await app.evaluate(({ dialog }, chosen) => {
        dialog.showSaveDialog = async () => ({ canceled: false, filePath: chosen });
      }, file);
      await page.getByRole('button', { name: 'Save the picture' }).click();
      await page.getByRole('menuitem', { name: `Save as ${format.toUpperCase()}…` }).click();
      await expect(notice(page, file)).toBeVisible();
      const bytes = readFileSync(file);
      if (format === 'png') expect(bytes.subarray(1, 4).toString('latin1')).toBe('PNG');
      else expect(bytes.toString()).toMatch(/^<svg [^>]*viewBox="0 0 \d+ \d+"[\s\S]*Incident desk[\s\S]*<\/svg>$/);
      await info.attach(`saved ${format}`, {
        path: file,
        contentType: format === 'svg' ? 'image/svg+xml' : 'image/png',
      });
    }
  });

  await test.step('find everything as it was left', async () => {
    await page.keyboard.press('Escape');
    await expect(page.getByRole('region', { name: 'Retry time machine' })).toBeHidden();
    await openTimeMachine(page);
    await expect(lanes.getByRole('img', { name: /^Incident desk: lost after 20 min/ })).toBeVisible();
  });
});

test('an outage is read from the log of a webhook, and of a delivery', async ({ hookwright }) => {
  const { page } = await hookwright.start();
  await selectWebhook(page, 'Data pipeline');
  const request = await showTab(page, 'Request');
  await request.getByLabel('URL').first().fill('http://127.0.0.1:1/nobody');
  await page.keyboard.press('ControlOrMeta+S');
  await sendButton(page).click();
  await expect(logRows(page, /refused/).first()).toBeVisible();

  await test.step('open the delivery with the rule of its webhook and its outage', async () => {
    const opened = await openPair(page, logRows(page, /refused/).first(), 'Timing');
    await opened.getByRole('button', { name: 'Open in the time machine' }).click();
    const outage = page.getByRole('region', { name: 'Outage' });
    await expect(outage).toContainText('From the log of “Data pipeline”: 1 failed attempt of 1');
    await expect(outage).toContainText('Time 0 is the event of the delivery');
    const lanes = page.getByRole('region', { name: 'Attempts over time' });
    await expect(lanes.getByRole('img', { name: /^Data pipeline: lost: it is not tried again/ })).toBeVisible();
  });

  await test.step('take another span of the log', async () => {
    const outage = page.getByRole('region', { name: 'Outage' });
    await chooseOutage(page, 'A night');
    await expect(outage).not.toContainText('From the log of');
    await outage.getByRole('button', { name: 'From the log' }).click();
    await expect(outage.getByRole('combobox', { name: 'Webhook' })).toContainText('Data pipeline');
    await outage.getByRole('radio', { name: '1 h' }).click();
    await outage.getByRole('button', { name: 'Read the outages' }).click();
    await expect(outage).toContainText('Time 0 is the first failure');
  });
});

test('a number is typed digit by digit, and one that is out of range stays and says so', async ({ hookwright }) => {
  const { page } = await hookwright.start();
  await openTimeMachine(page);
  const outage = page.getByRole('region', { name: 'Outage', exact: true });
  await outage.getByRole('button', { name: /^503/ }).click();
  const status = outage.getByRole('spinbutton', { name: 'Status' });
  await status.press('ControlOrMeta+A');
  await status.pressSequentially('404');
  await expect(outage.getByRole('button', { name: /^404/ })).toBeVisible();
  await status.fill('99');
  await status.press('Tab');
  await expect(status).toHaveValue('99');
  await expect(outage).toContainText('At least 200.');
  await expect(outage.getByRole('button', { name: /^404/ })).toBeVisible();
});
