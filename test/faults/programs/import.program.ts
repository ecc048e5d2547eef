import { readFileSync } from 'node:fs';
import { openEngine } from '../../../src-main/engine/engine.ts';
import { createFakeKeyring } from '../../engine/vault/fake-keyring.ts';

/** Imports a workspace file into a workspace, and says when its changes begin to be written and when they are stored. */
const [directory = '', path = '', passphrase = ''] = process.argv.slice(2);
const text = readFileSync(path, 'utf8');
const engine = await openEngine({
  directory,
  capturePort: 0,
  sample: false,
  vault: { protector: createFakeKeyring('test') },
});
const { hash } = await engine.call('transfer.plan', { text, passphrase });
engine.on((events) => {
  for (const { name, payload } of events) {
    if (name === 'transfer.progress' && payload.phase === 'write') console.log(`write ${payload.done}`);
  }
});
console.log('planned');
await engine.call('transfer.apply', { text, passphrase, hash, replaceSecrets: true, id: 'import' });
console.log('stored');
await engine.close();
