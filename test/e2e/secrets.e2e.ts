import { notice, sendButton } from '../../scripts/drive/form.mjs';
import { waitForPair } from '../../scripts/drive/log.mjs';
import { openSettings } from '../../scripts/drive/settings.mjs';
import { findBarriers } from './find-barriers.ts';
import { expect, test } from './hookwright.ts';
import { unlockSecrets } from './launch.ts';

test('secrets of this run are asked about once, the sample signs again, and a passphrase can be set and changed', async ({
  hookwright,
}) => {
  test.slow();
  const first = await hookwright.start();
  await first.close();

  const second = await hookwright.open();
  const { page } = second;
  const pair = await waitForPair(page, () => sendButton(page).click());
  expect(pair).toMatchObject({ outcome: '200 delivered', verdict: 'valid' });
  await expect(page.getByRole('dialog')).toHaveCount(0);

  const settings = await openSettings(page, 'Secrets');
  const passphrase = settings.getByLabel('Passphrase', { exact: true });
  await passphrase.fill('a');
  await expect(passphrase).toHaveAccessibleDescription(/Weak: easy to guess/);
  await passphrase.fill('four words make it');
  await settings.getByLabel('Repeat the passphrase').fill('four words make');
  await settings.getByRole('button', { name: 'Protect with passphrase' }).click();
  await expect(settings.getByText('The passphrases do not match.')).toBeVisible();
  await settings.getByLabel('Repeat the passphrase').fill('four words make it');
  await settings.getByRole('button', { name: 'Protect with passphrase' }).click();
  await expect(settings.getByText('protected by your passphrase')).toBeVisible();

  const present = settings.getByLabel('Present passphrase');
  await present.fill('another one');
  await passphrase.fill('five other words make it');
  await settings.getByLabel('Repeat the passphrase').fill('five other words make it');
  await settings.getByRole('button', { name: 'Change passphrase' }).click();
  await expect(present).toHaveAccessibleDescription(/passphrase/);
  expect(await findBarriers(page)).toEqual([]);
  await present.fill('four words make it');
  await settings.getByRole('button', { name: 'Change passphrase' }).click();
  await expect(notice(page, 'Passphrase changed')).toBeVisible();
  await second.close();

  const third = await hookwright.open();
  await unlockSecrets(third.page, 'five other words make it');
  await expect(third.page.getByRole('heading', { level: 1 })).toBeVisible();
});
