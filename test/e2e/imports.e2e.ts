import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { ElectronApplication } from '@playwright/test';
import { notice, sendButton } from '../../scripts/drive/form.mjs';
import { countRows, logRows, openPair, waitForPair } from '../../scripts/drive/log.mjs';
import { expect, test } from './hookwright.ts';
import { openImport } from './imports.ts';

/** Answers the system's own dialogs, which no test can press. */
async function answerDialogs(app: ElectronApplication, path: string): Promise<void> {
  await app.evaluate(({ dialog }, chosen) => {
    dialog.showOpenDialog = async () => ({ canceled: false, filePaths: [chosen] });
    dialog.showSaveDialog = async () => ({ canceled: false, filePath: chosen });
  }, path);
}

test('a pasted cURL command is looked at, imported, replayed to the capture server, and taken back', async ({
  hookwright,
}) => {
  const { page } = await hookwright.start();
  const dialog = await openImport(page);

  await test.step('say what would be imported, and what cannot be and where', async () => {
    await dialog
      .getByLabel('Paste cURL commands')
      .fill(
        `curl 'https://hooks.example.com/in?a=1' -H 'X-Zebra: 1' -H 'Authorization: Bearer t' -d '{"a": 1.0}'\ncurl "https://hooks.example.com/$(whoami)"`,
      );
    await dialog.getByRole('button', { name: 'Preview import' }).click();
    await expect(dialog).toContainText('2 requests; 1 cannot be imported');
    await expect(dialog.getByRole('row', { name: /whoami|line 2/ })).toContainText('Nothing is run');
    await expect(dialog.getByRole('checkbox', { name: 'Import line 2, column 33' })).toBeDisabled();
    await expect(dialog).toContainText('hooks.example.com 1, new');
    await expect(dialog.getByRole('checkbox', { name: 'Keep Authorization' })).not.toBeChecked();
  });

  await test.step('come back to what was pasted, and look at it again', async () => {
    await dialog.getByRole('button', { name: 'Choose another source' }).click();
    await expect(dialog.getByLabel('Paste cURL commands')).toHaveValue(/whoami/);
    await dialog.getByRole('button', { name: 'Preview import' }).click();
    await dialog.getByRole('button', { name: 'Import 1 request' }).click();
    await expect(dialog).toBeHidden();
  });

  await test.step('show it in the log, marked, and nothing else', async () => {
    await expect.poll(() => countRows(page)).toBe(1);
    await expect(logRows(page).first()).toContainText('imported');
    await expect(page.getByRole('button', { name: 'Remove the filter one import' })).toBeVisible();
  });

  await test.step('ask before its own host gets it, and replay it to the capture server', async () => {
    const opened = await openPair(page, logRows(page).first(), 'Overview');
    await opened.getByRole('button', { name: 'Replay…' }).click();
    const replay = page.getByRole('dialog', { name: /^Replay/ });
    await replay.getByRole('radio', { name: 'Exact bytes' }).click();
    await expect(replay.getByRole('checkbox', { name: 'Yes, send it there' })).toBeVisible();
    await expect(replay.getByRole('button', { name: 'Send the replay' })).toBeDisabled();
    await replay.getByLabel('Send to').click();
    await page.getByRole('option', { name: 'This capture server' }).click();
    await expect(replay.getByRole('status')).toContainText('Cannot be checked');
    await replay.getByRole('button', { name: 'Send the replay' }).click();
    await expect(replay).toBeHidden();
    await page.getByRole('button', { name: 'Clear the filter' }).click();
    await expect.poll(() => countRows(page)).toBe(2);
    await expect(logRows(page).first()).toHaveAccessibleName(/200 delivered; captured, unknown path$/);
  });

  await test.step('take the import back as a whole; the replay stays', async () => {
    await openImport(page);
    await dialog.getByRole('button', { name: 'Remove the import of Pasted text' }).click();
    await expect(dialog.getByRole('region', { name: 'Imports in the log' })).toBeHidden();
    await dialog.getByRole('button', { name: 'Cancel' }).click();
    await expect.poll(() => countRows(page)).toBe(1);
  });
});

test('typographic characters of a pasted command are named, and straightened by a click', async ({ hookwright }) => {
  const { page } = await hookwright.start();
  const dialog = await openImport(page);
  await dialog
    .getByLabel('Paste cURL commands')
    .fill('curl –data ‘{“a”:1}’ “https://hooks.example.com/in”\ncurl https://hooks.example.com/plain');
  await dialog.getByRole('button', { name: 'Preview import' }).click();
  await expect(dialog).toContainText('2 requests; 1 cannot be imported');
  await expect(dialog.getByRole('row', { name: /line 1/ })).toContainText('– (U+2013) means nothing to a shell');
  await dialog.getByRole('button', { name: 'Replace with plain characters' }).click();
  await expect(dialog).toContainText('Plain characters were put in place of – (U+2013)');
  await expect(dialog.getByRole('button', { name: 'Replace with plain characters' })).toBeHidden();
  await dialog.getByRole('button', { name: 'Import 2 requests' }).click();
  await expect.poll(() => countRows(page)).toBe(2);
  await expect(logRows(page).last()).toContainText('/in');
});

test('of an archive the failed entries are chosen, and an entry that cannot be imported says where and why', async ({
  hookwright,
}) => {
  const { app, page } = await hookwright.start();
  const entry = (url: string, status: number) => ({
    request: { method: 'POST', url, headers: [] },
    response: { status },
  });
  const path = join(hookwright.profile, 'session.har');
  const entries = [
    entry('https://hooks.example.com/a', 500),
    entry('https://hooks.example.com/b', 200),
    entry('file:///etc/passwd', 500),
  ];
  writeFileSync(path, JSON.stringify({ log: { version: '1.2', entries } }));
  await answerDialogs(app, path);
  const dialog = await openImport(page);
  await dialog.getByRole('button', { name: 'Choose files…' }).click();
  await expect(dialog).toContainText('session.har: 3 requests; 1 cannot be imported');
  const refused = dialog.getByRole('row', { name: /log\.entries\[2\]/ });
  await expect(refused).toContainText('is not sent over HTTP');
  await expect(dialog.getByRole('checkbox', { name: 'Import log.entries[1]' })).not.toBeChecked();
  await dialog.getByRole('checkbox', { name: 'Import log.entries[1]' }).check();
  await dialog.getByRole('button', { name: 'Import 2 requests' }).click();
  await expect.poll(() => countRows(page)).toBe(2);
  await expect(notice(page, '2 requests imported')).toBeVisible();
  await notice(page, '2 requests imported').getByRole('button', { name: 'Undo' }).click();
  await expect.poll(() => countRows(page)).toBe(0);
});

test('a folder of raw messages is imported with every byte of their bodies', async ({ hookwright }) => {
  const { app, page } = await hookwright.start();
  const folder = join(hookwright.profile, 'failed');
  mkdirSync(folder);
  writeFileSync(join(folder, '1.http'), 'POST /in HTTP/1.1\r\nHost: hooks.example.com\r\nX-A: 1\r\n\r\n{"a": 1}\r\n');
  writeFileSync(join(folder, '2.http'), 'this is not HTTP');
  await answerDialogs(app, folder);
  const dialog = await openImport(page);
  await dialog.getByRole('button', { name: 'Choose a folder of raw HTTP messages…' }).click();
  await expect(dialog.getByRole('row', { name: /failed\/2\.http/ })).toContainText('cannot be imported');
  await dialog.getByRole('button', { name: 'Import 1 request' }).click();
  await expect.poll(() => countRows(page)).toBe(1);
  const opened = await openPair(page, logRows(page).first(), 'Body');
  await expect(opened).toContainText('10 B');
});

test('a request is copied as a cURL command and the log exported as HAR, and both come back as they were', async ({
  hookwright,
}) => {
  const { app, page } = await hookwright.start();
  await waitForPair(page, () => sendButton(page).click());
  const opened = await openPair(page, logRows(page).first(), 'Overview');
  await opened.getByRole('button', { name: 'Copy the request as' }).click();
  await page.getByRole('menuitem', { name: 'As cURL command' }).click();
  await expect(notice(page, 'cURL command copied')).toBeVisible();
  const command = await app.evaluate(({ clipboard }) => clipboard.readText());
  expect(command).toContain('--data-raw');

  const path = join(hookwright.profile, 'requests.har');
  await answerDialogs(app, path);
  await page.getByRole('button', { name: 'Import and export' }).click();
  await page.getByRole('menuitem', { name: 'As HAR…' }).click();
  await expect(notice(page, '1 request exported')).toBeVisible();

  const dialog = await openImport(page);
  await dialog.getByRole('button', { name: 'Choose files…' }).click();
  await expect(dialog.getByRole('row', { name: /log\.entries\[0\]/ })).toContainText('200 delivered');
  await expect(dialog.getByRole('row', { name: /log\.entries\[0\]/ })).toContainText('CRM');
  await dialog.getByRole('button', { name: 'Choose another source' }).click();
  await dialog.getByLabel('Paste cURL commands').fill(command);
  await dialog.getByRole('button', { name: 'Preview import' }).click();
  await dialog.getByRole('button', { name: 'Import 1 request' }).click();
  await expect.poll(() => countRows(page)).toBe(1);
  const imported = await openPair(page, logRows(page).first(), 'Overview');
  await imported.getByRole('button', { name: 'Replay…' }).click();
  // It was signed a moment ago and belongs to the webhook, so its exact bytes still verify.
  const replay = page.getByRole('dialog', { name: /^Replay/ });
  await replay.getByRole('radio', { name: 'Exact bytes' }).click();
  await expect(replay.getByRole('status')).toContainText('Will verify');
});

test('a file that is dropped on the log is looked at', async ({ hookwright }) => {
  const { page } = await hookwright.start();
  const dropped = await page.evaluateHandle(() => {
    const data = new DataTransfer();
    data.items.add(new File(['{"url": "https://hooks.example.com/in", "status": 500}\n'], 'failed.jsonl'));
    return data;
  });
  await page.getByRole('heading', { name: 'Log', exact: true }).dispatchEvent('drop', { dataTransfer: dropped });
  const dialog = page.getByRole('dialog', { name: 'Import failed requests' });
  await expect(dialog).toContainText('failed.jsonl: 1 request');
  await expect(dialog.getByRole('row', { name: /line 1/ })).toContainText('500 failed');
});

test('a large import is cancelled while it is written, and nothing of it is in the log', async ({ hookwright }) => {
  const { app, page } = await hookwright.start();
  const path = join(hookwright.profile, 'night.jsonl');
  const line = JSON.stringify({
    url: 'https://hooks.example.com/in',
    body: 'x'.repeat(500),
    response: { status: 500 },
  });
  writeFileSync(path, `${line}\n`.repeat(9_000));
  await answerDialogs(app, path);
  const dialog = await openImport(page);
  await dialog.getByRole('button', { name: 'Choose files…' }).click();
  await dialog.getByRole('button', { name: 'Import 9,000 requests' }).click();
  await expect(dialog.getByRole('status')).toContainText(/[1-9][\d,]* of 9,000 requests/);
  await dialog.getByRole('button', { name: 'Cancel' }).click();
  await expect(notice(page, 'The import was cancelled')).toBeVisible();
  await expect.poll(() => countRows(page)).toBe(0);
});
