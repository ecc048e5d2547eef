import type {
  MailError,
  MailSelection,
  MailSettings,
  MailSetup,
  MailState,
  OutboxEntry,
  OutboxMail,
  OutboxPage,
} from '../../../src-preload/contract/outbox.ts';
import type { SecretOddity } from '../../../src-preload/contract/webhook.ts';
import type { Clock } from '../clock.ts';
import type { DeliveryConsequences } from '../dispatch/ports.ts';
import { EngineError } from '../errors.ts';
import type { Emit } from '../event-batch.ts';
import type { Random } from '../random.ts';
import type { KeyValueRepository } from '../store/key-value-repository.ts';
import type { MailHead, MailRepository } from '../store/mail-repository.ts';
import type { Store } from '../store/store.ts';
import type { Vault } from '../vault/vault.ts';
import { refuseField } from '../webhooks/issues.ts';
import { isMailAddress } from '../webhooks/validate-text.ts';
import { type FailureMailParts, withFailureMail } from './failure-mail.ts';
import { createMailAccess, type MailAccess } from './mail-access.ts';
import { Outbox } from './outbox.ts';
import { createOutlet } from './outlet.ts';
import { type SendMail, sendOverSmtp } from './smtp.ts';
import { writeTestMail } from './write-mail.ts';

export interface NotifyParts {
  store: Store;
  repositories: { mails: MailRepository; settings: KeyValueRepository };
  vault: Vault;
  clock: Clock;
  random: Random;
  emit: Emit;
  /** In place of SMTP. */
  sendMail?: SendMail;
}

/** The outbox and the mail server. Everything about one mail throws EngineError `not-found` where it is not there. */
export interface Notify {
  list(state: MailState | null, before: number | null, limit: number): OutboxPage;
  get(id: string): OutboxMail;
  /** @returns how many @throws EngineError `refused` without a server, `not-found` */
  retry(selection: MailSelection): number;
  /** @returns how many @throws EngineError `not-found` */
  remove(selection: MailSelection): number;
  setup(): MailSetup;
  /** @throws EngineError `invalid` with the issues of the fields */
  saveSettings(settings: MailSettings): MailSetup;
  /** Null removes it. @throws EngineError `vault-undecided`, `vault-locked`, `not-found` */
  setPassword(value: string | null): MailSetup;
  /** Takes away what a warning names. @throws EngineError `vault-undecided`, `vault-locked`, `not-found` */
  tidyPassword(kind: SecretOddity): MailSetup;
  /** Sends a test mail, once. @throws EngineError `invalid` for the address, `refused` where nothing can be sent */
  test(to: string): Promise<OutboxMail>;
  /** For import and export. */
  readonly access: MailAccess;
  /** Where due mails are written down. */
  readonly outbox: Pick<Outbox, 'add' | 'wake'>;
  /** What deliveries do to webhooks, and the mails besides. */
  addFailureMail(parts: Pick<FailureMailParts, 'consequences' | 'webhooks' | 'rows'>): DeliveryConsequences;
  /** Sends what waits. Call it once. */
  start(): void;
  /** Waits up to 5 s for the mail that is under way; it goes again at the next start when it did not get through. */
  close(): Promise<void>;
}

export function openNotify(parts: NotifyParts): Notify {
  const { store, vault, emit } = parts;
  const { mails, settings } = parts.repositories;
  const outlet = createOutlet({ store, settings, vault });
  const { redactText } = vault.redaction;
  const outbox = new Outbox({ ...parts, mails, outlet, redactText, sendMail: parts.sendMail ?? sendOverSmtp });
  const stopListening = vault.onChange(() => {
    emit({ name: 'outbox.changed', payload: {} });
    outbox.wake();
  });

  function findHold(): string | null {
    const way = outlet.find();
    return way.kind === 'open' ? null : way.hold;
  }

  function toEntry(mail: MailHead): OutboxEntry {
    const { recipient, error, retriesLeft: _retriesLeft, ...rest } = mail;
    return {
      ...rest,
      to: recipient,
      error: error === null ? null : (JSON.parse(error) as MailError),
      sending: outbox.isSending(mail.id),
    };
  }

  function get(id: string): OutboxMail {
    const mail = mails.find(id);
    if (mail === null) throw new EngineError('not-found', 'This mail is not in the outbox any more.', { subject: id });
    const { text, ...head } = mail;
    return { ...toEntry(head), text };
  }

  return {
    list(state, before, limit) {
      const counts: OutboxPage['counts'] = { waiting: 0, sent: 0, failed: 0, kept: 0 };
      for (const { state: counted, count } of mails.count()) counts[counted] = count;
      return { mails: mails.list(state, before, limit).map(toEntry), counts, hold: findHold() };
    },
    get,
    retry: (selection) => outbox.retry(selection),
    remove: (selection) => outbox.remove(selection),
    setup: () => outlet.describe(),
    saveSettings(given) {
      outlet.save(given);
      outbox.serverChanged();
      return outlet.describe();
    },
    setPassword(value) {
      outlet.setPassword(value);
      outbox.serverChanged();
      return outlet.describe();
    },
    tidyPassword(kind) {
      outlet.tidyPassword(kind);
      outbox.serverChanged();
      return outlet.describe();
    },
    async test(to) {
      const address = to.trim();
      if (!isMailAddress(address)) refuseField('to', 'This is not a mail address. Write one, such as you@example.com.');
      const { server } = outlet.describe().settings;
      const about = { providerId: null, webhookId: null, deliveryId: null, seq: null };
      return get(await outbox.sendAtOnce({ ...about, ...writeTestMail(server), to: address, reason: 'test' }));
    },
    access: createMailAccess({
      vault,
      outlet,
      onAdopt() {
        outbox.serverChanged();
      },
    }),
    outbox,
    addFailureMail: (rest) => withFailureMail({ ...rest, outbox, guard: { redactText } }),
    start: () => outbox.start(),
    async close() {
      stopListening();
      await outbox.close();
    },
  };
}
