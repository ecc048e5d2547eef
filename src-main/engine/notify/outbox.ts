import type { MailError, MailReason, MailSelection } from '../../../src-preload/contract/outbox.ts';
import type { Clock } from '../clock.ts';
import { commitUntilStored } from '../dispatch/storage-wait.ts';
import { EngineError } from '../errors.ts';
import type { Emit } from '../event-batch.ts';
import { createUuid, type Random } from '../random.ts';
import type { MailProgress, MailRepository, StoredMail } from '../store/mail-repository.ts';
import type { Store } from '../store/store.ts';
import { explainMailFailure } from './explain-mail-failure.ts';
import type { MailFailure } from './mail-failure.ts';
import { longestMailDelay, mailRetries, planMailRetry } from './mail-schedule.ts';
import type { Outlet } from './outlet.ts';
import type { MailServer, SendMail } from './smtp.ts';

/** An attempt that takes longer is given up. */
export const MAIL_DEADLINE_MS = 60_000;

/** How long closing waits for the mail that is under way, in milliseconds. */
const CLOSE_WAIT_MS = 5000;

/** A mail that is due. Everything in it is free of secrets. */
export interface DueMail {
  reason: MailReason;
  to: string;
  subject: string;
  text: string;
  providerId: string | null;
  webhookId: string | null;
  deliveryId: string | null;
  seq: number | null;
}

export interface OutboxParts {
  store: Pick<Store, 'commit' | 'commitNow' | 'trouble' | 'onTrouble'>;
  mails: MailRepository;
  outlet: Pick<Outlet, 'find'>;
  sendMail: SendMail;
  /** Takes live secrets out of what a server answered. */
  redactText(text: string): string;
  clock: Clock;
  random: Random;
  emit: Emit;
}

type EndReason = 'deadline' | 'closing';

/**
 * Keeps every mail and sends what waits, one after the other. A mail is durable before it is sent, and its attempt is counted
 * before it begins; one that was under way when the app was killed still waits, and goes again with the same Message-ID.
 */
export class Outbox {
  readonly #parts: OutboxParts;
  readonly #sending = new Map<string, AbortController>();
  readonly #underWay = new Set<Promise<unknown>>();
  readonly #abandon = new AbortController();
  readonly #stopListening: () => void;
  /** A mail was written down that nobody was told of yet. */
  #isNew = false;
  #running = false;
  #started = false;
  #closing = false;
  #cancelTimer: (() => void) | null = null;

  constructor(parts: OutboxParts) {
    this.#parts = parts;
    this.#stopListening = parts.store.onTrouble((trouble) => {
      if (trouble === null) this.wake();
    });
  }

  /** Takes up what waits. */
  start(): void {
    const { mails, store, clock } = this.#parts;
    store.commitNow(() => mails.resume(clock.now(), clock.now() + longestMailDelay));
    this.#started = true;
    this.wake();
  }

  /** Whether an attempt with this mail is under way. */
  isSending(id: string): boolean {
    return this.#sending.has(id);
  }

  /** Writes a mail down. Call it within a piece of work of the store, and `wake` when that is durable. */
  add(mail: DueMail): void {
    this.#isNew = true;
    const kept = this.#parts.outlet.find().kind === 'none';
    this.#insert(mail, kept ? { state: 'kept', nextAt: null } : { state: 'waiting', nextAt: this.#parts.clock.now() });
  }

  /** Something has changed that mails may have waited for. */
  wake(): void {
    if (this.#isNew) this.#tell();
    this.#isNew = false;
    this.#cancelTimer?.();
    this.#cancelTimer = null;
    if (this.#running || !this.#maySend()) return;
    this.#running = true;
    this.#track(
      this.#sendDue().then(
        () => this.#rest(true),
        // The disk's trouble, which is told elsewhere and wakes this when it is over.
        () => this.#rest(false),
      ),
    );
  }

  /** The mail server was changed: what waits is tried at once, or kept where there is none any more. */
  serverChanged(): void {
    const { mails, outlet, store, clock } = this.#parts;
    store.commitNow(() => {
      if (outlet.find().kind === 'none') mails.keepWaiting();
      else mails.hasten(clock.now());
    });
    this.#tell();
    this.wake();
  }

  /**
   * Lets mails be sent now, with their retries anew.
   * @returns how many
   * @throws EngineError `refused` without a mail server, `not-found` where none of them is there or all were sent
   */
  retry(selection: MailSelection): number {
    const { mails, outlet, store, clock } = this.#parts;
    const way = outlet.find();
    if (way.kind === 'none') {
      throw new EngineError(
        'refused',
        'There is no mail server to send with. Enter one in the settings, then try again.',
      );
    }
    const count = store.commitNow(() => {
      const ids = this.#idsOf(selection).filter((id) => !this.isSending(id));
      return ids.filter((id) => mails.requeue(id, mailRetries, clock.now())).length;
    });
    if (count === 0)
      throw new EngineError('not-found', 'There is nothing to send: it was sent, removed, or is being sent.');
    this.#tell();
    this.wake();
    return count;
  }

  /** @returns how many @throws EngineError `not-found` where none of them is there, or they are being sent */
  remove(selection: MailSelection): number {
    const { mails, store } = this.#parts;
    const count = store.commitNow(() => {
      const ids = this.#idsOf(selection).filter((id) => !this.isSending(id));
      return ids.filter((id) => mails.remove(id)).length;
    });
    if (count === 0)
      throw new EngineError('not-found', 'There is nothing to remove: it is gone already, or is being sent.');
    this.#tell();
    return count;
  }

  /**
   * Writes a mail down and tries it once, beside the line, so that it does not wait behind others.
   * @returns its id, when the attempt is over
   * @throws EngineError `refused` where no mail can be sent at the moment, `closing`
   */
  async sendAtOnce(mail: DueMail): Promise<string> {
    const way = this.#parts.outlet.find();
    if (way.kind !== 'open') throw new EngineError('refused', way.hold);
    if (this.#closing) throw new EngineError('closing', 'Hookwright is closing, so nothing is sent any more.');
    // Not in the line: without a time, nobody else takes it up before the next start.
    const stored = this.#parts.store.commitNow(() =>
      this.#insert(mail, { state: 'waiting', nextAt: null, retriesLeft: 0 }),
    );
    await this.#track(this.#attempt(stored, way.server));
    return stored.id;
  }

  /** Waits up to 5 s for the mail that is under way, then leaves it waiting for the next start. */
  async close(): Promise<void> {
    if (this.#closing) return;
    this.#closing = true;
    this.#stopListening();
    this.#cancelTimer?.();
    if (this.#underWay.size === 0) return;
    const patience = this.#parts.clock.setTimeout(() => {
      for (const abort of this.#sending.values()) abort.abort('closing' satisfies EndReason);
      this.#abandon.abort();
    }, CLOSE_WAIT_MS);
    await Promise.all(this.#underWay);
    patience();
  }

  #maySend(): boolean {
    return this.#started && !this.#closing && this.#parts.store.trouble() === null;
  }

  async #sendDue(): Promise<void> {
    const { mails, outlet, clock } = this.#parts;
    while (this.#maySend()) {
      const way = outlet.find();
      if (way.kind !== 'open') return;
      const mail = mails.findDue(clock.now());
      if (mail === null) return;
      await this.#attempt(mail, way.server);
    }
  }

  #rest(schedule: boolean): void {
    this.#running = false;
    const { mails, clock, outlet } = this.#parts;
    if (!schedule || !this.#maySend() || outlet.find().kind !== 'open') return;
    const due = mails.earliestDue();
    if (due === null) return;
    const wait = Math.min(due - clock.now(), longestMailDelay);
    // Something came in while the last look at the line was ending.
    if (wait <= 0) this.wake();
    else this.#cancelTimer = clock.setTimeout(() => this.wake(), wait);
  }

  async #attempt(mail: StoredMail, server: MailServer): Promise<void> {
    const { store, mails, clock } = this.#parts;
    const abort = new AbortController();
    const begun: MailProgress = { ...mail, attempts: mail.attempts + 1, lastAttemptAt: clock.now() };
    this.#sending.set(mail.id, abort);
    try {
      await store.commit(() => mails.update(mail.id, pickProgress(begun)));
      this.#tell();
      const failure = await this.#send(mail, server, abort);
      if (failure === 'stopped') return;
      const settled = { ...begun, ...this.#settle(mail, failure) };
      await commitUntilStored(store, () => mails.update(mail.id, pickProgress(settled)), this.#abandon.signal);
    } finally {
      this.#sending.delete(mail.id);
      this.#tell();
    }
  }

  /** @returns null when the server has taken it, `stopped` when the app is closing. */
  async #send(mail: StoredMail, server: MailServer, abort: AbortController): Promise<MailFailure | 'stopped' | null> {
    const { clock, sendMail } = this.#parts;
    const cancel = clock.setTimeout(() => abort.abort('deadline' satisfies EndReason), MAIL_DEADLINE_MS);
    try {
      await sendMail(server, { ...mail, to: mail.recipient }, abort.signal);
      return null;
    } catch (error) {
      if (abort.signal.reason === 'closing') return 'stopped';
      return explainMailFailure(error, {
        ...server,
        to: mail.recipient,
        timedOutAfterMs: abort.signal.aborted ? MAIL_DEADLINE_MS : null,
      });
    } finally {
      cancel();
    }
  }

  #settle(
    mail: StoredMail,
    failure: MailFailure | null,
  ): Pick<MailProgress, 'state' | 'nextAt' | 'retriesLeft' | 'error'> {
    if (failure === null) return { state: 'sent', nextAt: null, retriesLeft: 0, error: null };
    const { clock, redactText } = this.#parts;
    const { code, response } = failure;
    const message = redactText(failure.message);
    const error = JSON.stringify({
      code,
      message,
      response: response && redactText(response),
    } satisfies MailError);
    const wait = failure.permanent ? null : planMailRetry(mail.retriesLeft);
    if (wait === null) return { state: 'failed', nextAt: null, retriesLeft: 0, error };
    return { state: 'waiting', nextAt: clock.now() + wait, retriesLeft: mail.retriesLeft - 1, error };
  }

  #insert(
    { to, ...mail }: DueMail,
    how: Pick<StoredMail, 'state' | 'nextAt'> & Partial<Pick<StoredMail, 'retriesLeft'>>,
  ): StoredMail {
    const { mails, clock, random } = this.#parts;
    const id = createUuid(random);
    const fresh = { attempts: 0, retriesLeft: mailRetries, lastAttemptAt: null, error: null, createdAt: clock.now() };
    const row = { ...mail, ...fresh, ...how, id, recipient: to };
    return { ...row, number: mails.insert(row) };
  }

  #idsOf(selection: MailSelection): string[] {
    return 'ids' in selection ? selection.ids : this.#parts.mails.listIds(selection.state);
  }

  /** Lets closing wait for it. */
  #track<T>(running: Promise<T>): Promise<T> {
    const tracked: Promise<unknown> = running.catch(() => {}).finally(() => this.#underWay.delete(tracked));
    this.#underWay.add(tracked);
    return running;
  }

  #tell(): void {
    this.#parts.emit({ name: 'outbox.changed', payload: {} });
  }
}

function pickProgress({ state, attempts, retriesLeft, nextAt, lastAttemptAt, error }: MailProgress): MailProgress {
  return { state, attempts, retriesLeft, nextAt, lastAttemptAt, error };
}
