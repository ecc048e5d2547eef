import { readdirSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { findFormat } from '../../../src-main/engine/imports/formats.ts';
import { readSource } from '../../../src-main/engine/imports/read-source.ts';
import { describeItem } from './support/describe-item.ts';

const folder = new URL('pasted/', import.meta.url);
const sources = readdirSync(folder).filter((name) => name.endsWith('.input'));

/** Which shell a text is for is found out from the text alone. Where each comes from is in the folder's README. */
test.each(sources)('%s is read as its program reads it', async (name) => {
  const file = { name: 'Pasted text', bytes: readFileSync(new URL(name, folder)) };
  const items = [...readSource([file], findFormat([file]))].map(describeItem);
  await expect(`${items.join('\n')}\n`).toMatchFileSnapshot(`pasted/${name.replace(/\.input$/, '.expected')}`);
});
