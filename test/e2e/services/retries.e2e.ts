import { sendButton, showTab } from '../../../scripts/drive/form.mjs';
import { answerWith } from '../../engine/services/support/open-receiver.ts';
import { choose, createWebhook, expect, save, test } from './service.ts';

const provider = 'Callgoose SQIBS';

test('two retries a minute apart are rehearsed in seconds, and the window says so all the while', async ({
  hookwright,
  startReceiver,
}, info) => {
  const { page } = await hookwright.start();
  const receiver = await startReceiver(answerWith(500));
  await createWebhook(page, { provider, name: 'Rehearsed', url: receiver.origin });
  const delivery = await showTab(page, 'Delivery');
  await delivery.getByLabel('Retry count').fill('2');
  await expect(delivery.getByRole('row')).toHaveText([
    /^Attempt/,
    /^1at once/,
    /^21 min later1 min$/,
    /^31 min later2 min$/,
  ]);
  await save(page);
  const band = page.getByRole('status', { name: 'Demo clock' });
  await expect(band).toBeHidden();
  await page.keyboard.press('ControlOrMeta+Alt+t');
  await expect(band).toContainText('a minute of waiting lasts a second');
  for (const scheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme: scheme });
    // Drawn twice: the first frame after the change may still be the old one.
    await page.evaluate(() => new Promise((drawn) => requestAnimationFrame(() => requestAnimationFrame(drawn))));
    await info.attach(`demo-clock-${scheme}`, { body: await page.screenshot(), contentType: 'image/png' });
  }
  await sendButton(page).click();
  // By the real clock, the two retries alone take two minutes.
  await expect.poll(() => receiver.arrivals.length, { timeout: 100_000 }).toBe(3);
  await band.getByRole('button', { name: 'Back to real time' }).click();
  await expect(band).toBeHidden();
});

test('another sender’s rule is chosen, made one’s own, and refused where it is wrong', async ({ hookwright }) => {
  const { page } = await hookwright.start();
  await createWebhook(page, { provider, name: 'Chosen', url: 'https://receiver.example/in' });
  const delivery = await showTab(page, 'Delivery');
  const rule = delivery.getByRole('combobox', { name: 'Retry rule' });
  await choose(page, rule, 'Stripe, live');
  await expect(delivery).toContainText('publishes no intervals: these are assumed');
  await choose(page, rule, 'Svix');
  await expect(delivery.getByRole('row')).toHaveCount(9);
  await expect(delivery.getByRole('row').nth(2)).toHaveText(/^25 s later \+ up to 1 s5 s$/);
  await choose(page, rule, 'Own schedule');
  const delays = delivery.getByLabel('Delays');
  await expect(delays).toHaveValue('5 s, 5 min, 30 min, 2 h, 5 h, 10 h, 10 h');
  await delays.fill('1 s, soon');
  await page.getByRole('button', { name: 'Save', exact: true }).click();
  await expect(delivery.getByText(/Each delay must be from 0/)).toBeVisible();
  await expect(delays).toHaveValue('1 s, soon');
  await delays.fill('1 s, 2 min');
  await expect(delivery.getByRole('row')).toHaveText([/^Attempt/, /^1/, /^21 s later/, /^32 min later/]);
  await save(page);
});

test('an endpoint that keeps failing is paused, shown, and resumed by a click', async ({
  hookwright,
  startReceiver,
}) => {
  const { page } = await hookwright.start();
  const receiver = await startReceiver(answerWith(500));
  await createWebhook(page, { provider, name: 'Broken', url: receiver.origin });
  const delivery = await showTab(page, 'Delivery');
  await choose(page, delivery.getByRole('combobox', { name: 'Retry rule' }), 'GitLab');
  await save(page);
  for (let sent = 1; sent <= 4; sent += 1) {
    await sendButton(page).click();
    await expect.poll(() => receiver.arrivals.length).toBe(sent);
    await expect(sendButton(page)).toBeEnabled();
  }
  await page.getByRole('button', { name: /^paused until/ }).click();
  const queue = page.getByRole('dialog', { name: 'Queue' });
  await expect(queue.getByRole('alert')).toContainText('“Broken” is paused. 4 attempts in a row failed.');
  await page.keyboard.press('Escape');
  receiver.behave(() => ({ status: 200 }));
  await sendButton(page).click();
  await page.keyboard.press('ControlOrMeta+Alt+q');
  const waiting = queue.getByRole('list', { name: 'Waiting deliveries' }).getByRole('listitem');
  await expect(waiting).toContainText('paused after 4 failed attempts in a row');
  await queue.getByRole('button', { name: 'Resume now' }).click();
  await expect(queue).toContainText('Nothing waits');
  await expect(queue.getByRole('alert')).toBeHidden();
  await expect.poll(() => receiver.arrivals.length).toBe(5);
});
