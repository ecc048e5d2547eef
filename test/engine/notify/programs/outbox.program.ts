// A process of its own around the outbox, for a test that kills it: writes mails down and sends them, for as long as it lives.
import { systemClock } from '../../../../src-main/engine/clock.ts';
import { openNotify } from '../../../../src-main/engine/notify/open-notify.ts';
import { systemRandom } from '../../../../src-main/engine/random.ts';
import { createKeyValueRepository } from '../../../../src-main/engine/store/key-value-repository.ts';
import { createMailRepository } from '../../../../src-main/engine/store/mail-repository.ts';
import { openStore } from '../../../../src-main/engine/store/open-store.ts';
import { createSecretRepository } from '../../../../src-main/engine/store/secret-repository.ts';
import { openVault } from '../../../../src-main/engine/vault/vault.ts';

const [directory = ''] = process.argv.slice(2);
const store = openStore({ directory });
const parts = { store, clock: systemClock, random: systemRandom };
const vault = await openVault({ ...parts, repository: createSecretRepository(store.db), protector: null });
const notify = openNotify({
  ...parts,
  vault,
  repositories: { mails: createMailRepository(store.db), settings: createKeyValueRepository(store.db, 'setting') },
  emit: () => {},
});
notify.start();
const about = { to: 'ops@example.com', providerId: null, webhookId: null, deliveryId: null, seq: null } as const;
for (let count = 0; ; count += 1) {
  const subject = `Mail ${process.pid}-${count}`;
  await store.commit(() => notify.outbox.add({ ...about, reason: 'test', subject, text: 'Text' }));
  process.stdout.write(`durable ${subject}\n`);
  notify.outbox.wake();
  await new Promise((resolve) => setTimeout(resolve, 20));
}
