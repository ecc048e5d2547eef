import { sendButton } from '../../scripts/drive/form.mjs';
import { countRows, logRows, openPair, waitForPair } from '../../scripts/drive/log.mjs';
import { expect, test } from './hookwright.ts';

test('one delivery is replayed after its verdict was predicted, and its family is shown', async ({ hookwright }) => {
  const { page } = await hookwright.start();
  await waitForPair(page, () => sendButton(page).click());
  const opened = await openPair(page, logRows(page).first(), 'Overview');
  await opened.getByRole('button', { name: 'Replay…' }).click();
  const dialog = page.getByRole('dialog', { name: /^Replay contract-signup of/ });

  await test.step('say before it is sent what a receiver will make of it', async () => {
    await dialog.getByRole('radio', { name: 'Exact bytes' }).click();
    await expect(dialog.getByRole('status')).toContainText('Will verify');
    await dialog.getByRole('radio', { name: 'Edit body' }).click();
    const body = dialog.getByRole('textbox', { name: 'Body' });
    await dialog.getByRole('group', { name: 'Body, editor' }).click();
    await expect(body).toBeFocused();
    await page.keyboard.press('ControlOrMeta+A');
    await page.keyboard.press('Delete');
    await page.keyboard.insertText('{"edited": true}');
    await expect(dialog).toContainText('valid JSON');
    await expect(dialog.getByText('16 B').first()).toBeVisible();
    // Escape leaves the editor and not the dialog; undo goes back step by step.
    await page.keyboard.press('Escape');
    await expect(body).not.toBeFocused();
    await expect(dialog).toBeVisible();
  });

  await test.step('ask before a host gets it that no webhook points at', async () => {
    await dialog.getByLabel('Send to').click();
    await page.getByRole('option', { name: 'Another address…' }).click();
    await dialog.getByLabel('Address').fill('https://receiver.example/in');
    const send = dialog.getByRole('button', { name: 'Send the replay' });
    await expect(dialog.getByRole('checkbox', { name: 'Yes, send it there' })).toBeVisible();
    await expect(send).toBeDisabled();
    await dialog.getByLabel('Send to').click();
    await page.getByRole('option', { name: 'This capture server' }).click();
    await expect(send).toBeEnabled();
    await send.click();
    await expect(dialog).toBeHidden();
    await expect.poll(() => countRows(page)).toBe(2);
    await expect(logRows(page).first()).toHaveAccessibleName(/200 delivered; captured, valid$/);
  });

  await test.step('show what was replayed from it', async () => {
    const family = opened.getByRole('region', { name: 'Replays' });
    await expect(family.getByRole('listitem')).toHaveCount(2);
    await expect(family.getByRole('listitem').nth(1)).toContainText('Replay: edit body');
  });
});

test('all that matches the filter is counted, replayed and summed up; the queue rests and goes on', async ({
  hookwright,
}) => {
  const { page } = await hookwright.start();
  for (let sent = 0; sent < 5; sent += 1) await waitForPair(page, () => sendButton(page).click());

  await test.step('count first, then replay, then say what came of it', async () => {
    await page.keyboard.press('ControlOrMeta+Alt+r');
    const plan = page.getByRole('dialog', { name: 'Replay everything that matches the filter' });
    await expect(plan).toContainText('5 deliveries will be sent');
    await plan.getByRole('button', { name: 'Replay 5 deliveries' }).click();
    const job = page.getByRole('dialog', { name: 'Bulk replay' });
    await expect(job).toContainText('5 of 5');
    await expect(job).toContainText('5 delivered');
    await job.getByRole('button', { name: 'Close the summary' }).click();
    await expect.poll(() => countRows(page)).toBe(10);
  });

  await test.step('pause everything: what is sent waits with its reason, and goes out when it is resumed', async () => {
    await page.getByRole('button', { name: 'Show the queue' }).click();
    const queue = page.getByRole('dialog', { name: 'Queue' });
    await queue.getByRole('button', { name: 'Pause everything' }).click();
    await expect(queue.getByRole('alert')).toContainText('Sending is paused');
    await page.keyboard.press('Escape');
    await sendButton(page).click();
    await page.keyboard.press('ControlOrMeta+Alt+q');
    const waiting = queue.getByRole('list', { name: 'Waiting deliveries' }).getByRole('listitem');
    await expect(waiting).toHaveCount(1);
    await expect(waiting).toContainText('It goes out when you resume');
    await queue.getByRole('button', { name: 'Resume sending' }).click();
    await expect(queue).toContainText('Nothing waits');
    await page.keyboard.press('Escape');
    await expect.poll(() => countRows(page)).toBe(11);
  });
});

test('a request that was only captured goes out again from its raw bytes, and its family shows where it came from', async ({
  hookwright,
}) => {
  const { page } = await hookwright.start();
  await expect(page.getByRole('button', { name: 'Capture is listening' })).toBeVisible();
  const answer = await fetch(`http://127.0.0.1:${hookwright.port}/elsewhere?a=1`, {
    method: 'POST',
    body: '{"from": "outside"}',
  });
  expect(answer.status).toBe(200);
  await expect.poll(() => countRows(page)).toBe(1);
  const opened = await openPair(page, logRows(page).first(), 'Overview');
  await opened.getByRole('button', { name: 'Replay…' }).click();
  const dialog = page.getByRole('dialog', { name: 'Replay a captured request' });
  await expect(dialog).toContainText('/elsewhere?a=1');
  await dialog.getByRole('button', { name: 'Send the replay' }).click();
  await expect(dialog).toBeHidden();
  await expect.poll(() => countRows(page)).toBe(2);
  await expect(logRows(page).first()).toHaveAccessibleName(/200 delivered; captured, unknown path$/);
  const family = opened.getByRole('region', { name: 'Replays' });
  await expect(family.getByRole('listitem')).toHaveCount(2);
  await expect(family.getByRole('listitem').first()).toContainText('captured');
});
