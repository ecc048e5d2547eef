import { createHmac } from 'node:crypto';
import { lastResult, showTab } from '../../../scripts/drive/form.mjs';
import { openFireDialog } from '../../../scripts/drive/outbox.mjs';
import { selectWebhook } from '../../../scripts/drive/webhooks.mjs';
import { answerWith } from '../../engine/services/support/open-receiver.ts';
import { closeDialog, createWebhook, expect, fire, notCalledIn, save, test, typeSecret } from './service.ts';

test('a Zenskar webhook needs its secret, counts 200 alone as Succeeded, and says why a 201 is Failed', async ({
  hookwright,
  startReceiver,
}) => {
  test.slow();
  const { page } = await hookwright.start();
  const receiver = await startReceiver(answerWith(200, 201));
  await createWebhook(page, { provider: 'Zenskar', name: 'Revenue', url: receiver.origin });
  await page.getByRole('button', { name: 'Save', exact: true }).click();
  const signing = page.getByRole('tabpanel', { name: /^Signing/ });
  await expect(signing.getByText('Secret key is missing.')).toBeVisible();
  await typeSecret(page, /^Secret key/, 'high entropy');
  await save(page);

  const results = await fire(page, { event: 'Customer updated' });
  const line = results.getByRole('listitem').filter({ hasText: 'Revenue' });
  await expect(line).toContainText(/succeeded.*200/);
  const [arrival] = receiver.arrivals;
  const expected = createHmac('sha256', 'high entropy')
    .update(arrival?.body ?? '')
    .digest('hex');
  expect(arrival?.headers['x-signature']).toBe(`sha256=${expected}`);
  expect(Object.keys(JSON.parse(arrival?.body.toString() ?? ''))).toEqual(['event_info', 'event_triggered']);
  await closeDialog(page);

  const again = await fire(page, { event: 'Customer updated' });
  await expect(again.getByRole('listitem').filter({ hasText: 'Revenue' })).toContainText(
    /failed.*201.*Zenskar counts only 200 as a success/,
  );
  await closeDialog(page);
  const history = await showTab(page, 'History');
  const alerts = history.getByRole('listbox', { name: 'Alerts History' }).getByRole('option');
  await expect(alerts).toHaveText([/failed.*201.*Customer updated/, /succeeded.*200.*Customer updated/]);
  const details = history.getByRole('region', { name: 'Triggered Webhook Details' });
  await expect(details).toContainText(
    /Webhook Id\s*[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}/,
  );
  await expect(details).toContainText(/Status\s*Failed/);
  await expect(details).toContainText('The receiver answered 201, and Zenskar counts only 200 as a success.');
  await alerts.nth(1).click();
  await expect(details).toContainText(/Status\s*Succeeded/);
  const information = history.getByRole('region', { name: 'Event Information', exact: true });
  await expect(information).toContainText('"event_info": {');
  await expect(information).toContainText('"customer_name": "Shreyansh"');
  await details.getByRole('button', { name: 'Show in the log' }).click();
  await expect(page.getByRole('article', { name: 'Opened request' })).toContainText('200 delivered');
});

test('Zenskar: a test shows its result at once, and a disabled webhook is not called', async ({
  hookwright,
  startReceiver,
}) => {
  const { page } = await hookwright.start();
  const receiver = await startReceiver(answerWith(204));
  await selectWebhook(page, 'Billing');
  const request = await showTab(page, 'Request');
  await request.getByLabel('Endpoint URL').fill(receiver.origin);
  await save(page);
  await page.getByRole('button', { name: 'Test', exact: true }).click();
  await expect(lastResult(page)).toContainText(/Test failed.*204/);
  const history = await showTab(page, 'History');
  await expect(history.getByRole('option')).toHaveText([/failed.*204.*test/]);

  await showTab(page, 'Request');
  const enabled = request.getByRole('switch', { name: 'Enable webhook alerts' });
  await expect(enabled).toBeChecked();
  await enabled.click();
  await expect(enabled).not.toBeChecked();
  const dialog = await openFireDialog(page);
  await expect(notCalledIn(dialog)).toHaveText([/Billing.*inactive/]);
  expect(receiver.arrivals).toHaveLength(1);
});
