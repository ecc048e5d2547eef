import type { Page } from '@playwright/test';
import { pastePayload, payloadEditor, previewBody, selectPayload } from '../../scripts/drive/editor.mjs';
import { selectWebhook } from '../../scripts/drive/webhooks.mjs';
import { expect, test } from './hookwright.ts';
import type { LaunchedApp } from './launch.ts';

/** Opens the webhook of the conditional language with the given template. */
async function openTemplate({ app, page }: LaunchedApp, template: string): Promise<void> {
  await selectWebhook(page, 'Incident desk', 'Callgoose SQIBS');
  await pastePayload(app, page, template);
}

/** The text of the template that stands in one of its lines. */
function inTemplate(page: Page, text: string) {
  return page.locator('.editor-page .view-line span').getByText(text, { exact: true }).first();
}

function marksOf(page: Page) {
  return previewBody(page).locator('.code-marked');
}

test('a problem is found, read and mended with keys alone', async ({ hookwright }) => {
  const launched = await hookwright.start();
  const { page } = launched;
  const { keyboard } = page;
  const problems = (words: string) => page.getByRole('button', { name: `Problems: ${words}` });
  const fixes = page.getByRole('option');
  await openTemplate(
    launched,
    '{"id": "{{incident.idd}}", "urgency": {{{ if(incident.urgency == high) return("high"); }}}, "title": "{{incident.title"}',
  );
  await expect(problems('4 errors')).toBeVisible();
  await keyboard.press('ControlOrMeta+Home');
  for (const { says, fix, left } of [
    { says: 'Did you mean incident.id?', fix: 'Replace by incident.id', left: '3 errors' },
    { says: 'no spaces in a condition', fix: 'Remove the spaces', left: '2 errors' },
    { says: 'that stands alone is missing', fix: 'Insert the return', left: '1 error' },
    { says: 'not closed', fix: 'Close it with }}', left: 'No problems' },
  ]) {
    // The list of fixes covered the window. The page notices only later that the mouse has left it, and hides what F8 shows.
    await page.mouse.move(5, 5);
    await keyboard.press('F8');
    await expect(page.locator('.monaco-hover').getByText(says)).toBeVisible();
    await keyboard.press('ControlOrMeta+.');
    await expect(fixes.first()).toContainText(fix);
    await keyboard.press('Enter');
    await expect(problems(left)).toBeVisible();
  }
  await expect(previewBody(page)).toContainText('"urgency": "high"');
  await keyboard.press('Escape');
  await expect(page.getByRole('group', { name: 'Payload template, editor' })).toBeFocused();
});

test('what is pointed at on either side is marked on the other', async ({ hookwright }) => {
  const launched = await hookwright.start();
  const { page } = launched;
  const ownMarks = page.locator('.editor-page .editor-mark');
  await openTemplate(
    launched,
    '{\n  "id": "{{incident.id}}",\n  "level": {{{ if(incident.urgency==high) return("P1"); return("P3"); }}}\n}',
  );
  await expect(previewBody(page)).toContainText('"level": "P1"');

  await test.step('a placeholder under the mouse marks the value it became', async () => {
    await inTemplate(page, 'incident.id').hover();
    await expect(marksOf(page)).toHaveText(['INC-123']);
  });

  await test.step('so does a conditional, with the branch that was taken', async () => {
    // The hover of the placeholder could cover the conditional.
    await page.mouse.move(5, 5);
    await expect(page.locator('.monaco-hover:visible')).toHaveCount(0);
    await inTemplate(page, 'P1').or(inTemplate(page, '"P1"')).first().hover();
    await expect(marksOf(page)).toHaveText(['"P1"']);
  });

  await test.step('a value under the mouse marks where it comes from', async () => {
    await previewBody(page).getByText('INC-123').hover();
    await expect(ownMarks.first()).toBeVisible();
  });

  await test.step('a selection made with keys marks its bytes', async () => {
    await page.mouse.move(5, 5);
    await selectPayload(page);
    await page.keyboard.press('ControlOrMeta+Home');
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Home');
    await page.keyboard.press('Shift+End');
    await expect(marksOf(page).first()).toBeVisible();
    await expect.poll(async () => (await marksOf(page).allTextContents()).join('')).toContain('INC-123');
    await expect(payloadEditor(page)).toBeFocused();
  });
});

test('a branch that no sample reaches gets one with a click', async ({ hookwright }) => {
  const launched = await hookwright.start();
  const { page } = launched;
  const branches = (words: string) => page.getByRole('button', { name: `Branches: ${words}` });
  const list = page.getByRole('region', { name: 'Branches' });
  const branch = (text: string | RegExp) => list.getByRole('listitem').filter({ hasText: text });
  await openTemplate(
    launched,
    '{"state": {{{ if(incident.status==triggered) return(1); if(incident.status==acknowledged) return(2); if(incident.status==triggered) return(3); if(incident.status==resolved) return(4); return(5); }}}}',
  );
  await branches('5 branches, 3 reached').click();
  await expect(branch('unreachable')).toHaveCount(1);
  await expect(branch('unreachable').getByRole('button', { name: 'Add sample' })).toHaveCount(0);
  await expect(branch('not reached')).toHaveText(/^otherwise/);
  await branch('not reached').getByRole('button', { name: 'Add sample' }).click();
  await expect(branches('5 branches, 4 reached')).toBeVisible();
  await expect(branch('otherwise')).toContainText('Reaches otherwise');
  await expect(page.getByRole('combobox', { name: 'Sample' })).toHaveText('Reaches otherwise');
  await expect(previewBody(page)).toContainText('"state": 5');
});

test('hostile values break a raw payload, and none that is safe', async ({ hookwright }) => {
  const launched = await hookwright.start();
  const { page } = launched;
  const hostile = page.getByRole('region', { name: 'Hostile values' });
  const row = (title: string) => hostile.getByRole('row').filter({ hasText: title });
  await openTemplate(launched, '{"urgency": "{{incident.urgency}}"}');
  await page.keyboard.press('ControlOrMeta+Shift+H');

  await test.step('safe: every value arrives, and only a very long one is cut', async () => {
    await expect(hostile.getByText('1 of 17 hostile values breaks the payload')).toBeVisible();
    await expect(row('30,000 characters')).toContainText('cut');
    for (const title of [
      'Quotes',
      'Backslashes',
      'Line breaks and tabs',
      'Control characters',
      'Emoji',
      'Right-to-left override',
      'Half of a character',
      'null',
      'No value',
      'A number beyond 2^53',
    ]) {
      await expect(row(title).first()).toContainText('intact');
    }
  });

  await test.step('raw, as the service does it, quotes and line breaks break it', async () => {
    await page.getByRole('combobox', { name: 'How values are inserted' }).click();
    await page.getByRole('option', { name: /^Raw/ }).click();
    await expect(hostile.getByText(/^\d+ of 17 hostile values break the payload$/)).toBeVisible();
    for (const title of ['Quotes', 'Line breaks and tabs', 'Control characters']) {
      await expect(row(title).first()).toContainText('broken');
    }
  });
});

test('look-alike characters are named and replaced with one click', async ({ hookwright }) => {
  const launched = await hookwright.start();
  const { page } = launched;
  await openTemplate(launched, '{\u00a0 "id" : "{{incident.id}}",\u00a0 \u201ctitle\u201d : "{{incident.title}}" }');
  const problems = page.getByRole('button', { name: /^Problems: / });
  await expect(problems).toHaveText('3 errors');
  await problems.click();
  await expect(page.getByRole('list', { name: 'Problems' })).toContainText('A no-break space (U+00A0) is here');
  await page.getByRole('button', { name: 'Replace all 4 characters' }).first().click();
  await expect(problems).toHaveText('No problems');
  await expect(previewBody(page)).toContainText('"title": "Checkout answers with 502"');
});
