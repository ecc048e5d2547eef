import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** A secret in eight spellings, made without the code that is tested. */
function spellNeedles(secret: string): Map<string, Buffer> {
  const bytes = Buffer.from(secret, 'utf8');
  const spellings: [name: string, text: string][] = [
    ['as it is', secret],
    ['base64', bytes.toString('base64').replace(/=+$/, '')],
    ['base64url', bytes.toString('base64url')],
    ['hex', bytes.toString('hex')],
    ['upper-case hex', bytes.toString('hex').toUpperCase()],
    ['URL-encoded', encodeURIComponent(secret)],
    ['JSON-escaped', JSON.stringify(secret).slice(1, -1)],
    ['inside base64', Buffer.from(`ada:${secret}`).toString('base64').slice(6, -6)],
  ];
  const needles = new Map(spellings.map(([name, text]) => [name, Buffer.from(text, 'utf8')]));
  return needles.set('UTF-16', Buffer.from(secret, 'utf16le'));
}

/** Where in a folder, and in which spelling, a secret stands. */
export function findNeedles(directory: string, secrets: readonly string[]): string[] {
  const found: string[] = [];
  for (const entry of readdirSync(directory, { recursive: true, withFileTypes: true })) {
    if (!entry.isFile()) continue;
    const path = join(entry.parentPath, entry.name);
    const content = readFileSync(path);
    for (const secret of secrets) {
      for (const [name, needle] of spellNeedles(secret)) {
        if (content.includes(needle)) found.push(`${entry.name}: ${secret.slice(0, 4)}… ${name}`);
      }
    }
  }
  return found;
}
