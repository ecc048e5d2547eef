import type { Locator, Page } from '@playwright/test';

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

/** Walks the panes with F6 until the focus is in the given one. */
export async function walkTo(page: Page, pane: Locator): Promise<void> {
  await pane.waitFor();
  for (let pressed = 0; pressed < 12; pressed++) {
    if (await pane.evaluate((element) => element.contains(document.activeElement))) return;
    await page.keyboard.press('F6');
  }
  throw new Error(`F6 never came to ${String(pane)}`);
}
