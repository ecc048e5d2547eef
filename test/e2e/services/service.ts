import type { Locator, Page } from '@playwright/test';
import { showTab } from '../../../scripts/drive/form.mjs';
import { openFireDialog } from '../../../scripts/drive/outbox.mjs';
import { type Behaviour, openReceiver, type Receiver } from '../../engine/services/support/open-receiver.ts';
import { test as base, expect } from '../hookwright.ts';

interface Fixtures {
  /** A customer's server, closed when the test is over. */
  startReceiver(behaviour?: Behaviour): Promise<Receiver>;
}

export const test = base.extend<Fixtures>({
  // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the names of the fixtures that are needed from this pattern.
  startReceiver: async ({}, use) => {
    const open: Receiver[] = [];
    await use(async (behaviour) => {
      const receiver = await openReceiver(behaviour);
      open.push(receiver);
      return receiver;
    });
    for (const receiver of open) receiver.close();
  },
});

export { expect };

interface NewWebhook {
  provider: string;
  name: string;
  url: string;
  channel?: string;
  /** As the scope field offers it: `Platform / Website`. */
  scope?: { label: string; value: string };
}

export async function save(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Save', exact: true }).click();
  await expect(page.getByText('Edits not saved')).toBeHidden();
}

/** Makes a webhook as a person does, up to where its endpoint is saved. */
export async function createWebhook(page: Page, { provider, name, url, channel, scope }: NewWebhook): Promise<void> {
  await page.getByRole('button', { name: 'New webhook' }).click();
  const dialog = page.getByRole('dialog', { name: 'New webhook' });
  await dialog.getByRole('radio', { name: provider }).click();
  if (channel !== undefined) await dialog.getByRole('radio', { name: channel }).click();
  await dialog.getByLabel(/^(?:Webhook name|Name)$/).fill(name);
  await dialog.getByRole('button', { name: 'Create webhook' }).click();
  await expect(dialog).toBeHidden();
  const request = await showTab(page, 'Request');
  await request.getByLabel(/^(?:Url|URL|Webhook URL|Endpoint|Endpoint URL)$/).fill(url);
  if (scope !== undefined) await choose(page, request.getByRole('combobox', { name: scope.label }), scope.value);
}

export async function choose(page: Page, box: Locator, option: string): Promise<void> {
  await box.click();
  await page.getByRole('option', { name: option, exact: true }).click();
}

/** The signing secret, the way a person takes it to the receiver: over the clipboard. */
export async function copySecret(
  page: Page,
  app: { evaluate<T>(run: (electron: typeof import('electron')) => T): Promise<T> },
): Promise<string> {
  const signing = await showTab(page, 'Signing');
  await app.evaluate(({ clipboard }) => clipboard.clear());
  await signing.getByRole('button', { name: /^Copy: / }).click();
  let secret = '';
  await expect
    .poll(async () => {
      secret = await app.evaluate(({ clipboard }) => clipboard.readText());
      return secret.length;
    })
    .toBeGreaterThan(0);
  return secret;
}

/** Types a secret that the receiver knows. */
export async function typeSecret(page: Page, label: string | RegExp, secret: string): Promise<void> {
  const signing = await showTab(page, 'Signing');
  await signing.getByLabel(label).fill(secret);
  await page.keyboard.press('Enter');
  await expect(signing.getByRole('group', { name: label })).toContainText('fingerprint');
}

/** Names of the webhooks that the dialog says are called. */
export function calledIn(dialog: Locator): Locator {
  return dialog.getByRole('list', { name: 'Webhooks that are called' }).getByRole('listitem');
}

export function notCalledIn(dialog: Locator): Locator {
  return dialog.getByRole('list', { name: 'Webhooks that are not called' }).getByRole('listitem');
}

interface Firing {
  event: string;
  source?: string;
}

/** Fires an event through the dialog, and answers its results. */
export async function fire(page: Page, { event, source }: Firing): Promise<Locator> {
  const dialog = await openFireDialog(page);
  await choose(page, dialog.getByRole('combobox', { name: 'Event', exact: true }), event);
  if (source !== undefined) {
    await choose(page, dialog.getByRole('combobox', { name: 'Where it happens' }), source);
  }
  await dialog.getByRole('button', { name: /^Fire \d+ webhooks?$/ }).click();
  const results = dialog.getByRole('status', { name: 'Results' });
  await expect(results).toBeVisible();
  await expect(results.getByText('under way')).toHaveCount(0);
  return results;
}

export async function closeDialog(page: Page): Promise<void> {
  await page.keyboard.press('Escape');
  await expect(page.getByRole('dialog')).toBeHidden();
}
