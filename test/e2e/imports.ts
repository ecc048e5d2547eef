import type { Locator, Page } from '@playwright/test';
import { countRows } from '../../scripts/drive/log.mjs';
import { expect } from './hookwright.ts';

const importDialog = (page: Page): Locator => page.getByRole('dialog', { name: 'Import failed requests' });

export async function openImport(page: Page): Promise<Locator> {
  await page.keyboard.press('ControlOrMeta+Alt+f');
  await expect(importDialog(page)).toBeVisible();
  return importDialog(page);
}

/** Pastes a source and imports all of it; the log then shows it and nothing else. */
export async function importPasted(page: Page, text: string, count: number): Promise<void> {
  const dialog = await openImport(page);
  await dialog.getByLabel('Paste cURL commands').fill(text);
  await dialog.getByRole('button', { name: 'Preview import' }).click();
  await dialog.getByRole('button', { name: /^Import \d+ request/ }).click();
  await expect(dialog).toBeHidden();
  await expect.poll(() => countRows(page)).toBe(count);
}
