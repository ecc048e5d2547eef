import { onTestFinished } from 'vitest';
import type { Clock } from '../../../../src-main/engine/clock.ts';
import { type Notify, type NotifyParts, openNotify } from '../../../../src-main/engine/notify/open-notify.ts';
import { systemRandom } from '../../../../src-main/engine/random.ts';
import { createKeyValueRepository } from '../../../../src-main/engine/store/key-value-repository.ts';
import { createMailRepository } from '../../../../src-main/engine/store/mail-repository.ts';
import { openStore } from '../../../../src-main/engine/store/open-store.ts';
import { createSecretRepository } from '../../../../src-main/engine/store/secret-repository.ts';
import type { Store } from '../../../../src-main/engine/store/store.ts';
import type { KeyProtector } from '../../../../src-main/engine/vault/key-protector.ts';
import { openVault, type Vault } from '../../../../src-main/engine/vault/vault.ts';
import type { EngineEvent } from '../../../../src-preload/contract/events.ts';
import type { MailSettings, OutboxEntry } from '../../../../src-preload/contract/outbox.ts';
import { createFakeClock, type FakeClock } from '../../support/fake-clock.ts';
import { createFakeKeyring } from '../../vault/fake-keyring.ts';

export interface Room {
  notify: Notify;
  store: Store;
  vault: Vault;
  events: EngineEvent[];
  /** Resolves when the outbox looks like that; asks again with every change. */
  until(matches: (mails: OutboxEntry[]) => boolean): Promise<OutboxEntry[]>;
  mails(): OutboxEntry[];
  close(): Promise<void>;
}

interface RoomOptions {
  clock?: Clock;
  protector?: KeyProtector | null;
  sendMail?: NonNullable<NotifyParts['sendMail']>;
  started?: boolean;
}

/** The outbox of a folder with a real store and a real vault under it. */
export async function openRoom(directory: string, options: RoomOptions = {}): Promise<Room> {
  const clock = options.clock ?? createFakeClock();
  const store = openStore({ directory, clock });
  const repository = createSecretRepository(store.db);
  const protector = options.protector === undefined ? createFakeKeyring('test') : options.protector;
  const vault = await openVault({ store, repository, protector, clock, random: systemRandom });
  const events: EngineEvent[] = [];
  const listeners = new Set<() => void>();
  const notify = openNotify({
    store,
    vault,
    clock,
    random: systemRandom,
    repositories: {
      mails: createMailRepository(store.db),
      settings: createKeyValueRepository(store.db, 'setting'),
    },
    emit(event) {
      events.push(event);
      for (const listener of listeners) listener();
    },
    ...(options.sendMail ? { sendMail: options.sendMail } : {}),
  });
  if (options.started !== false) notify.start();
  const mails = (): OutboxEntry[] => notify.list(null, null, 500).mails;
  const close = async (): Promise<void> => {
    await notify.close();
    vault.close();
    store.close();
  };
  onTestFinished(close);
  return {
    notify,
    store,
    vault,
    events,
    mails,
    close,
    until: (matches) =>
      new Promise((resolve) => {
        const look = (): void => {
          const present = mails();
          if (!matches(present)) return;
          listeners.delete(look);
          resolve(present);
        };
        listeners.add(look);
        look();
      }),
  };
}

export type { FakeClock };

/** Settings for a server on this machine, in clear. */
export function settingsFor(port: number, changes: Partial<MailSettings> = {}): MailSettings {
  return {
    server: '127.0.0.1',
    port,
    security: 'none',
    user: '',
    from: 'hooks@example.com',
    authority: '',
    ...changes,
  };
}
