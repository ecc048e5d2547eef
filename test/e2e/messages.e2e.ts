import type { Locator, Page } from '@playwright/test';
import { notice, sendButton } from '../../scripts/drive/form.mjs';
import { logRows, openPair, waitForPair } from '../../scripts/drive/log.mjs';
import { resizeWindow } from '../../scripts/drive/open-app.mjs';
import { expect, test } from './hookwright.ts';

interface Box {
  x: number;
  y: number;
  width: number;
  height: number;
}

async function boxOf(part: Locator): Promise<Box> {
  const box = await part.boundingBox();
  if (box === null) throw new Error('It is not on the screen.');
  return box;
}

function overlap(one: Box, other: Box): boolean {
  const apart = (start: number, length: number, next: number) => start + length <= next + 0.5;
  return !(
    apart(one.x, one.width, other.x) ||
    apart(other.x, other.width, one.x) ||
    apart(one.y, one.height, other.y) ||
    apart(other.y, other.height, one.y)
  );
}

const messages = (page: Page) => page.locator('[data-messages] > li');

test('messages lie over neither an opened request nor a dialog in a small window', async ({ hookwright }) => {
  const { app, page } = await hookwright.start();
  await resizeWindow(app, page, { width: 1000, height: 640 });
  await waitForPair(page, () => sendButton(page).click());
  const opened = await openPair(page, logRows(page).first(), 'Verification');
  await page.keyboard.press('ControlOrMeta+Shift+c');
  await expect(notice(page, 'Capture address copied')).toBeVisible();
  await expect.poll(async () => overlap(await boxOf(messages(page)), await boxOf(opened))).toBe(false);
  const message = await boxOf(messages(page));
  expect(message.y + message.height).toBeLessThanOrEqual(640);

  for (const [keys, name] of [
    ['ControlOrMeta+n', 'New webhook'],
    ['ControlOrMeta+e', 'Fire an event'],
    ['?', 'Keys'],
  ] as const) {
    await page.keyboard.press('ControlOrMeta+Shift+c');
    await expect(messages(page)).toHaveCount(1);
    await page.keyboard.press(keys);
    const dialog = page.getByRole('dialog').first();
    await expect(dialog).toBeVisible();
    await expect(messages(page)).toHaveCount(1);
    await expect.poll(async () => overlap(await boxOf(messages(page)), await boxOf(dialog)), name).toBe(false);
    await page.keyboard.press('Escape');
    await expect(dialog).toBeHidden();
  }
  expect(await page.evaluate(() => document.documentElement.scrollHeight === innerHeight)).toBe(true);
});

test('a message of the menu opens what was deleted, and Ctrl+R never reloads the page', async ({ hookwright }) => {
  const { app, page } = await hookwright.start();
  await page.evaluate(() => document.body.setAttribute('data-still-here', ''));
  const window = await app.browserWindow(page);
  await window.evaluate((shown) => {
    for (const type of ['keyDown', 'keyUp'] as const)
      shown.webContents.sendInputEvent({ type, keyCode: 'R', modifiers: ['control'] });
  });
  await app.evaluate(({ Menu }) => {
    const edit = Menu.getApplicationMenu()?.items.find(({ label }) => label === '&Edit');
    edit?.submenu?.items.find(({ label }) => label.startsWith('Recently'))?.click();
  });
  await expect(page.getByRole('dialog', { name: 'Recently deleted' })).toBeVisible();
  await expect(page.locator('[data-still-here]')).toHaveCount(1);
});
