import { createHmac } from 'node:crypto';
import { showTab } from '../../../scripts/drive/form.mjs';
import { answerWith } from '../../engine/services/support/open-receiver.ts';
import { closeDialog, createWebhook, expect, fire, save, test, typeSecret } from './service.ts';

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
  await expect(history.getByRole('option')).toHaveText([/failed.*201/, /succeeded.*200/]);
});
