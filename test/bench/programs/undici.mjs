// The same requests by bare undici, from a file: nothing signed, nothing kept.
import { readFileSync } from 'node:fs';
import { Pool } from 'undici';

/** @type {{ url: string, headers: Record<string, string>, bodies: string[] }} */
const { url, headers, bodies } = JSON.parse(readFileSync(process.argv[2] ?? '', 'utf8'));
const { origin, pathname } = new URL(url);
const pool = new Pool(origin, { connections: 50 });
await Promise.all(
  bodies.map(async (body) => {
    const answer = await pool.request({ path: pathname, method: 'POST', headers, body });
    await answer.body.dump();
  }),
);
await pool.close();
