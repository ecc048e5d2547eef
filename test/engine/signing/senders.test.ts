import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { schemes } from '../../../src-main/engine/signing/schemes.ts';
import { listSenders } from '../../../src-main/engine/signing/senders.ts';
import { writeSendersTable } from '../../../src-main/engine/signing/senders-table.ts';

/** Every sender that the facts name, in their spelling. */
const named = readFileSync(join(import.meta.dirname, 'recompute', 'senders.txt'), 'utf8')
  .trim()
  .split('\n');

const plain = (name: string) => name.toLowerCase().replace(/[^a-z0-9]/g, '');

describe('the senders', () => {
  it('are all in the table, each with a scheme or the reason why there is none', async () => {
    const senders = listSenders();
    const known = senders.flatMap(({ name, schemeId, kind }) => [
      plain(name),
      ...(kind === 'scheme' && schemeId !== null ? [plain(schemeId)] : []),
    ]);
    const missing = named.filter((name) => !known.some((each) => each.startsWith(plain(name))));
    expect(missing).toEqual([]);
    for (const { kind, schemeId, reason } of senders) {
      expect(kind === 'not expressed').toBe(schemeId === null);
      expect(kind === 'scheme').toBe(reason === '');
      if (schemeId !== null) expect(schemes.has(schemeId), schemeId).toBe(true);
    }
    expect(new Set(senders.map(({ name }) => name)).size).toBe(senders.length);
    // `npm run schemes` writes it.
    await expect(writeSendersTable()).toMatchFileSnapshot('../../../resources/schemes.tsv');
  });

  it('share a scheme only where it is told by its own name', () => {
    const shapes = new Map<string, string>();
    const twins: string[] = [];
    for (const {
      id,
      name: _,
      notes: __,
      confidence: ___,
      tolerance: ____,
      rejection: _____,
      ...shape
    } of schemes.values()) {
      const text = JSON.stringify(shape).toLowerCase();
      const first = shapes.get(text);
      if (first === undefined) shapes.set(text, id);
      else twins.push(`${first} = ${id}`);
    }
    // Kept apart although they are alike: their names are in the documents of services, or the fact is not confirmed.
    expect(twins.sort()).toMatchInlineSnapshot(`
      [
        "github-sha1 = intercom",
        "standard-webhooks = gitlab-signing-token",
      ]
    `);
  });
});
