import { expect, type Locator, type Page } from '@playwright/test';

const isFocused = (target: Locator): Promise<boolean> =>
  target.evaluate((element) => element === document.activeElement);

/** Presses Tab until the focus is on the target, as somebody without a mouse does. Fails when a whole round never comes there. */
export async function tabTo(page: Page, target: Locator, key: 'Tab' | 'Shift+Tab' = 'Tab'): Promise<void> {
  await target.waitFor();
  for (let pressed = 0; pressed < 80; pressed++) {
    if (await isFocused(target)) return;
    await page.keyboard.press(key);
  }
  throw new Error(`${key} never came to ${String(target)}`);
}

/** Presses a key that moves the focus, and waits until it is there: it may move a moment after the key. */
export async function moveTo(page: Page, target: Locator, key: string): Promise<void> {
  await page.keyboard.press(key);
  await expect(target).toBeFocused();
}

/** Runs an entry of the palette, which is opened by its key and searched by words. */
export async function runFromPalette(page: Page, words: string, entry: string | RegExp): Promise<void> {
  await page.keyboard.press('ControlOrMeta+K');
  const palette = page.getByRole('dialog', { name: 'Commands' });
  await expect(palette.getByRole('combobox')).toBeFocused();
  await page.keyboard.type(words);
  await expect(palette.getByRole('option', { name: entry, selected: true })).toBeVisible();
  await page.keyboard.press('Enter');
}

/** Walks the panes with F6 until the focus is in the given one. */
export async function walkTo(page: Page, pane: Locator): Promise<void> {
  await pane.waitFor();
  for (let pressed = 0; pressed < 12; pressed++) {
    if (await pane.evaluate((element) => element.contains(document.activeElement))) return;
    await page.keyboard.press('F6');
  }
  throw new Error(`F6 never came to ${String(pane)}`);
}
