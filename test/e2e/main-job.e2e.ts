import { payloadEditor, previewBody, replacePayload } from '../../scripts/drive/editor.mjs';
import { lastResult, notice, sendButton, showTab } from '../../scripts/drive/form.mjs';
import { closePair, logRows, openPair, waitForPair } from '../../scripts/drive/log.mjs';
import { resizeWindow } from '../../scripts/drive/open-app.mjs';
import { expect, test } from './hookwright.ts';
import { runCurl } from './run-curl.ts';

test('a payload is written, sent, captured and verified, and found again after a restart', async ({ hookwright }) => {
  const first = await hookwright.start({ lasting: true });
  const { app, page } = first;

  await test.step('make a webhook that points at the capture server', async () => {
    await page.getByRole('button', { name: 'New webhook' }).click();
    const dialog = page.getByRole('dialog', { name: 'New webhook' });
    await dialog.getByRole('radio', { name: 'gridscale partner' }).click();
    await dialog.getByRole('radio', { name: 'Custom URL' }).click();
    await dialog.getByLabel('Name', { exact: true }).fill('Order desk');
    await dialog.getByRole('button', { name: 'Create webhook' }).click();
    const request = page.getByRole('tabpanel', { name: /^Request/ });
    await expect(request.getByLabel('URL', { exact: true })).toHaveValue(
      `http://127.0.0.1:${hookwright.port}/gridscale/order-desk`,
    );
  });

  await test.step('write the template, with a placeholder from completion; the preview follows', async () => {
    await showTab(page, 'Payload');
    await replacePayload(page, '{"who": ""}');
    await page.keyboard.press('ArrowLeft');
    await page.keyboard.press('ArrowLeft');
    await page.keyboard.type('{{mail');
    await page.getByRole('option', { name: /^account\.email/ }).click();
    await expect(previewBody(page)).toContainText('"who": "ada@example.com"');
    await page.keyboard.type(' says hello');
    await expect(previewBody(page)).toContainText('"who": "ada@example.com says hello"');
    await page.getByRole('button', { name: 'Save', exact: true }).click();
    await expect(page.getByText(/not saved/)).toBeHidden();
  });

  const curl = await test.step('take the request as it is signed now for another program', async () => {
    await page.getByRole('tab', { name: 'cURL' }).click();
    await page.getByRole('button', { name: 'Copy cURL command' }).click();
    await expect(notice(page, 'cURL command copied')).toBeVisible();
    await page.getByRole('tab', { name: 'Preview', exact: true }).click();
    return app.evaluate(({ clipboard }) => clipboard.readText());
  });

  await test.step('send it: both sides stand in one line, and the signature is valid', async () => {
    const pair = await waitForPair(page, () => sendButton(page).click());
    expect(pair).toMatchObject({ outcome: '200 delivered', verdict: 'valid', bytes: '36 B' });
    await expect(lastResult(page)).toContainText('Event delivered');
    const opened = await openPair(page, logRows(page).first(), 'Verification');
    await expect(opened.getByRole('list', { name: 'Steps of the verification' })).not.toContainText('Failed');
    await opened.getByRole('tab', { name: 'Body' }).click();
    await expect(opened.getByRole('tabpanel', { name: 'Body' })).toContainText('ada@example.com says hello');
    await closePair(page);
  });

  await test.step('change the secret: what another program still signs with the old one is a named mismatch', async () => {
    const signing = await showTab(page, 'Signing');
    const secret = signing.getByRole('group', { name: 'Secret' });
    await expect(secret).toContainText('fingerprint');
    const before = await secret.innerText();
    await secret.getByRole('button', { name: 'Replace' }).click();
    await signing.getByLabel('Secret', { exact: true }).fill('another secret than before');
    await page.keyboard.press('Enter');
    await expect(secret).toContainText('fingerprint');
    await expect.poll(() => secret.innerText()).not.toBe(before);

    expect(await runCurl(curl)).toBe(200);
    const row = logRows(page).first();
    await expect(row).toHaveAccessibleName('not sent from here; captured, signature differs');
    const opened = await openPair(page, row, 'Verification');
    await expect(opened.getByRole('region', { name: 'Verification' })).toContainText(/secret/i);
    await closePair(page);
  });

  await test.step('sent from here it is valid again: the preview and the receiver know the new secret', async () => {
    const pair = await waitForPair(page, () => sendButton(page).click());
    expect(pair).toMatchObject({ outcome: '200 delivered', verdict: 'valid' });
  });

  await test.step('restart and find it all', async () => {
    await resizeWindow(app, page, { width: 1180, height: 740 });
    await (await app.browserWindow(page)).evaluate((window) => window.setPosition(90, 60));
    await first.close();

    const again = await hookwright.start({ size: null });
    const shown = again.page;
    await expect(shown.getByRole('heading', { level: 1, name: 'Order desk' })).toBeVisible();
    await expect(shown.getByRole('tabpanel', { name: /^Signing/ })).toBeVisible();
    await expect(logRows(shown)).toHaveCount(3);
    await expect(logRows(shown).nth(0)).toHaveAccessibleName(/200 delivered; captured, valid$/);
    await expect(logRows(shown).nth(1)).toHaveAccessibleName('not sent from here; captured, signature differs');
    await expect(logRows(shown).nth(2)).toHaveAccessibleName(/200 delivered; captured, valid$/);
    const window = await again.app.browserWindow(shown);
    await expect
      .poll(() => window.evaluate((each) => each.getBounds()))
      .toEqual({ x: 90, y: 60, width: 1180, height: 740 });
    await showTab(shown, 'Payload');
    await expect(previewBody(shown)).toContainText('"who": "ada@example.com says hello"');
    await expect(payloadEditor(shown)).toBeVisible();
    expect(await waitForPair(shown, () => sendButton(shown).click())).toMatchObject({ verdict: 'valid' });
  });
});
