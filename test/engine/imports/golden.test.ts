import { readdirSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { findFormat } from '../../../src-main/engine/imports/formats.ts';
import { readSource } from '../../../src-main/engine/imports/read-source.ts';
import { describeItem } from './support/describe-item.ts';

const folder = new URL('golden/', import.meta.url);
const sources = readdirSync(folder).filter((name) => !name.endsWith('.txt'));

/** Each source beside what is read of it, as a person reads it. Look at the difference when one changes. */
test.each(sources)('%s is read as it was looked at once', async (name) => {
  const file = { name, bytes: readFileSync(new URL(name, folder)) };
  const remarks: string[] = [];
  const format = findFormat([file]);
  const items = [...readSource([file], format, (text) => remarks.push(`remark: ${text}\n`))].map(describeItem);
  await expect([`${format}\n`, ...items, ...remarks].join('\n')).toMatchFileSnapshot(`golden/${name}.txt`);
});
