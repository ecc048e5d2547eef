// Commits one after the other, past several checkpoints, and holds on to nothing else that would keep the process alive.
import { openStore } from '../../../../src-main/engine/store/open-store.ts';

const store = openStore({ directory: process.argv[2] ?? '' });
const insert = store.db.prepare('INSERT OR REPLACE INTO meta VALUES (?, ?)');
for (let row = 0; row < 350; row += 1) await store.commit(() => void insert.run(`row ${row % 50}`, String(row)));
store.close();
