import { createHmac } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { ElectronApplication, Locator, Page } from '@playwright/test';
import { notice, showTab } from '../../../scripts/drive/form.mjs';
import { logRows } from '../../../scripts/drive/log.mjs';
import { openSettings } from '../../../scripts/drive/settings.mjs';
import { findBarriers } from '../find-barriers.ts';
import { choose, closeDialog, expect, fire, save, test, typeSecret } from './service.ts';

/** Answers the system's own dialogs, which no test can press, with one path. */
async function answerDialogs(app: ElectronApplication, path: string): Promise<void> {
  await app.evaluate(({ dialog }, chosen) => {
    dialog.showSaveDialog = async () => ({ canceled: false, filePath: chosen });
    dialog.showOpenDialog = async () => ({ canceled: false, filePaths: [chosen] });
  }, path);
}

const secret = 'the secret of the page of Acme';
const body = '{"order":7}';

/** A request as Acme would send it: `Acme-Signature: ts=<seconds>;h1=<hex>` over `ts:body`. */
function acmeRequest(signed = body, time = Math.floor(Date.now() / 1000)): string {
  const signature = createHmac('sha256', secret).update(`${time}:${signed}`).digest('hex');
  return `POST /hook HTTP/1.1\nHost: shop.example\nAcme-Signature: ts=${time};h1=${signature}\n\n${body}`;
}

async function add(page: Page, dialog: Locator, part: string): Promise<void> {
  await dialog.getByRole('button', { name: 'Add part' }).click();
  await page.getByRole('menuitem', { name: part, exact: true }).click();
}

test('a scheme is composed from the page of a sender, verifies its request, signs a webhook, and travels as a file', async ({
  hookwright,
  profile,
}) => {
  test.slow();
  const { app, page } = await hookwright.start();
  await page.getByRole('button', { name: 'New webhook' }).click();
  const newWebhook = page.getByRole('dialog', { name: 'New webhook' });
  await newWebhook.getByRole('radio', { name: 'Any service' }).click();
  await newWebhook.getByLabel('Name', { exact: true }).fill('Orders');
  await newWebhook.getByRole('button', { name: 'Create webhook' }).click();
  await expect(newWebhook).toBeHidden();
  const signing = await showTab(page, 'Signing');
  await signing.getByRole('button', { name: 'Compose a scheme…' }).click();
  const composer = page.getByRole('dialog', { name: 'Compose a signing scheme' });
  const example = composer.getByRole('region', { name: 'Example', exact: true });
  const parts = composer.getByRole('list', { name: 'Parts of the signed text' });

  await test.step('the parts are put together, with the keyboard too, and the example follows', async () => {
    await expect(example.getByText('X-Signature')).toBeVisible();
    await composer.getByLabel('Header', { exact: true }).fill('Acme-Signature');
    await choose(
      page,
      composer.getByRole('combobox', { name: 'Timestamp', exact: true }),
      'In the header with the signature',
    );
    await composer.getByLabel('Key of the timestamp').fill('ts');
    await composer.getByLabel('Signature key').fill('h1');
    await composer.getByLabel('Between pairs').fill(';');
    await add(page, composer, 'Timestamp');
    await add(page, composer, 'Fixed text');
    await composer.getByLabel('Text of part 3').fill(':');
    await composer.getByRole('combobox', { name: 'Kind of part 1' }).focus();
    await page.keyboard.press('Alt+ArrowDown');
    await expect(composer.getByRole('button', { name: 'Move part 2 down' })).toBeFocused();
    await page.keyboard.press('Enter');
    await expect(parts.getByRole('combobox')).toHaveText(['Timestamp', 'Fixed text', 'Body']);
    await expect(example.getByLabel('Headers of the example')).toContainText(/Acme-Signature\s*ts=\d+;h1=[0-9a-f]{64}/);
  });

  await test.step('a wrong part is said at its field, and undone', async () => {
    await composer.getByLabel('Header', { exact: true }).fill('not a name');
    await expect(composer.getByLabel('Header', { exact: true })).toHaveAttribute('aria-invalid', 'true');
    await expect(example).toContainText('signature.place.name');
    await page.keyboard.press('ControlOrMeta+Z');
    await expect(composer.getByLabel('Header', { exact: true })).toHaveValue('Acme-Signature');
  });

  await test.step('a real request is verified, and a changed one is not', async () => {
    const real = composer.getByRole('region', { name: 'Try a real request' });
    await real.getByLabel('Request').fill(acmeRequest());
    await real.getByLabel('Secret').fill(secret);
    await expect(real.getByRole('status')).toContainText('Valid: the signature matches');
    await expect(real.getByRole('list', { name: 'Steps of the verification' })).toContainText('Signature matches');
    expect(await findBarriers(page)).toEqual([]);
    await real.getByLabel('Request').fill(acmeRequest('{"order":8}'));
    await expect(real.getByRole('status')).toContainText('The signature does not match');
    // As the example of a page of documentation: years old, and signed rightly.
    await real.getByLabel('Request').fill(acmeRequest(body, 1_700_000_000));
    await expect(real.getByText('signature right, too old', { exact: true })).toBeVisible();
    await expect(composer.getByText('signature right, too old', { exact: true }).last()).toBeInViewport();
  });

  await test.step('as text it is the same scheme, and a change there is in the form', async () => {
    await composer.getByRole('tab', { name: 'As text' }).click();
    await expect(composer.getByText('"Acme-Signature"')).toBeVisible();
    expect(await findBarriers(page)).toEqual([]);
    await composer.getByRole('tab', { name: 'Form' }).click();
  });

  await test.step('leaving asks first, and the scheme is saved with Ctrl+S once it has a name', async () => {
    await composer.getByLabel('Name', { exact: true }).focus();
    await page.keyboard.press('Escape');
    await page.getByRole('button', { name: 'Keep editing' }).click();
    await page.keyboard.press('ControlOrMeta+S');
    await expect(example).toContainText('The scheme has no name. Enter one.');
    await composer.getByLabel('Name', { exact: true }).fill('Acme orders');
    await page.keyboard.press('ControlOrMeta+S');
    await expect(page.getByRole('dialog')).toBeHidden();
    await expect(signing.getByRole('combobox', { name: 'Signing scheme' })).toHaveText('Acme orders');
  });

  await test.step('the webhook sends by it, and the capture server verifies by it', async () => {
    await typeSecret(page, 'Signing secret', secret);
    await save(page);
    const results = await fire(page, { event: 'Order paid' });
    await expect(results.getByRole('listitem').filter({ hasText: 'Orders' })).toContainText(/delivered.*200/);
    await closeDialog(page);
    await expect(logRows(page).first()).toHaveAccessibleName(/200 delivered; captured, valid$/);
  });

  await test.step('it is exported, deleted after a question, and imported again', async () => {
    const file = join(profile, 'acme.scheme.json');
    await answerDialogs(app, file);
    const settings = await openSettings(page, 'Own signing schemes');
    const list = settings.getByRole('list', { name: 'Own signing schemes' });
    await expect(list).toContainText('1 webhook');
    await list.getByRole('button', { name: 'Export Acme orders' }).click();
    await expect(notice(page, 'Scheme file written')).toBeVisible();
    expect(JSON.parse(readFileSync(file, 'utf8'))).toMatchObject({
      format: 'hookwright-scheme',
      scheme: { name: 'Acme orders' },
    });
    await list.getByRole('button', { name: 'Delete Acme orders' }).click();
    const question = page.getByRole('alertdialog', { name: 'Delete Acme orders?' });
    await expect(question).toContainText('“Orders”');
    await question.getByRole('button', { name: 'Delete the scheme' }).click();
    await expect(settings).toContainText('No schemes yet.');
    await settings.getByRole('button', { name: 'Import…' }).click();
    await expect(list).toContainText('Acme orders');
    await expect(list).toContainText('1 webhook');
    await settings.getByRole('button', { name: 'Import…' }).click();
    await expect(notice(page, 'The scheme was not imported')).toContainText('scheme.id');
  });
});
