import type { Page } from '@playwright/test';
import { lastResult, sendButton } from '../../scripts/drive/form.mjs';
import { resizeWindow } from '../../scripts/drive/open-app.mjs';
import { type Screen, screens } from '../../scripts/drive/screens.mjs';
import { openSettings } from '../../scripts/drive/settings.mjs';
import { findBarriers } from './find-barriers.ts';
import { expect, test } from './hookwright.ts';

async function chooseTheme(page: Page, name: 'Light' | 'Dark'): Promise<void> {
  const settings = await openSettings(page, 'Appearance');
  await settings.getByRole('radio', { name }).click();
  await expect(settings.getByRole('radio', { name })).toBeChecked();
  await page.getByRole('button', { name: 'Close the settings' }).click();
}

async function walk(
  page: Page,
  rules: readonly string[] | null = null,
  these: readonly Screen[] = screens,
): Promise<Record<string, string[]>> {
  const found: Record<string, string[]> = {};
  for (const screen of these) {
    await screen.show(page);
    const barriers = await findBarriers(page, rules);
    if (barriers.length > 0) found[screen.name] = barriers;
    await screen.leave(page);
  }
  return found;
}

/** Another theme changes colours and nothing else, so that names, roles and order are looked at once. */
const themes = [
  { theme: 'Light', rules: null },
  { theme: 'Dark', rules: ['color-contrast', 'link-in-text-block'] },
] as const;

for (const { theme, rules } of themes) {
  test(`no screen or dialog keeps anybody out, ${theme.toLowerCase()}`, async ({ hookwright }) => {
    test.slow();
    const { page } = await hookwright.open();
    const dialog = page.getByRole('dialog', { name: 'How should Hookwright keep your secrets?' });
    await dialog.waitFor();
    expect(await findBarriers(page, rules)).toEqual([]);
    await dialog.getByRole('button', { name: 'Keep secrets for this run only' }).click();
    await chooseTheme(page, theme);
    expect(await findBarriers(page, rules), 'an empty log').toEqual([]);
    await sendButton(page).click();
    await expect(lastResult(page)).toContainText('Event delivered');
    expect(await walk(page, rules)).toEqual({});
  });
}

test('no screen or dialog keeps anybody out in a small window', async ({ hookwright }) => {
  test.slow();
  const { app, page } = await hookwright.start();
  await sendButton(page).click();
  await expect(lastResult(page)).toContainText('Event delivered');
  await resizeWindow(app, page, { width: 1000, height: 640 });
  // Settings and preview are laid out as in a large one.
  const others = screens.filter(({ name }) => !/^(Settings|Preview): /.test(name));
  expect(await walk(page, null, others)).toEqual({});
});

test('the check for barriers finds one where there is one', async ({ hookwright }) => {
  const { page } = await hookwright.start();
  await page.evaluate(() => {
    const button = document.createElement('button');
    document.body.append(button);
  });
  expect(await findBarriers(page)).toEqual([expect.stringContaining('critical button-name')]);
  await page.evaluate(() => {
    document.body.style.setProperty('--text-2', '#ccc');
  });
  expect(await findBarriers(page, ['color-contrast'])).not.toEqual([]);
});
