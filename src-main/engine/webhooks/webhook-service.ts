import type { ChannelId } from '../../../src-preload/contract/provider.ts';
import type { Webhook, WebhookDraft } from '../../../src-preload/contract/webhook.ts';
import type { Clock } from '../clock.ts';
import { EngineError } from '../errors.ts';
import type { Emit } from '../event-batch.ts';
import { createUuid, type Random } from '../random.ts';
import { createCaptureUrl, moveCaptureUrl } from './capture-address.ts';
import { assertValid, refuseField } from './issues.ts';
import { createDraft, findFreeName } from './new-draft.ts';
import type { PendingSecrets } from './pending-secrets.ts';
import { createPlacement } from './placement.ts';
import type { ProviderInUse, ProviderStates } from './provider-states.ts';
import type { StagedSecrets } from './secret-service.ts';
import { settleCollisions } from './settle-collisions.ts';
import type { Validations } from './validations.ts';
import type { LiveDirectory } from './webhook-directory.ts';
import type { WebhookRecord, WebhookRecords } from './webhook-records.ts';

export interface WebhookInput {
  providerId: string;
  channel: ChannelId | null;
  name: string | null;
  startId?: string | undefined;
}

/** What a person does with webhooks. Everything throws EngineError `not-found` for one that is not there. */
export interface WebhookService {
  list(): Webhook[];
  get(id: string): Webhook;
  /** Makes one with the provider's defaults, pointing at the capture server. @throws `refused` by role or limit, `invalid` */
  create(input: WebhookInput): Webhook;
  /**
   * @param setSecrets sets the secrets that were typed beside the draft, for the webhook as it is saved
   * @throws `conflict` for an older revision, `refused` by role, `invalid` with the issues of the fields; then nothing is saved
   */
  save(draft: WebhookDraft, revision: number, setSecrets?: (record: WebhookRecord) => StagedSecrets): Webhook;
  /** Keeps edits that are not saved; null drops them. */
  keepUnsaved(id: string, draft: WebhookDraft | null): void;
  /** Makes a copy. It gets a new secret where the provider generates one, and none otherwise: a secret is never copied. */
  duplicate(id: string): Webhook;
  /** It is not called any more, and can be restored for 30 days. */
  delete(id: string): void;
  /** Takes a deletion back. @throws `refused` by role, or where its scope is full meanwhile */
  restore(id: string): { webhook: Webhook; remarks: string[] };
  /** @throws `refused` before a validation that the provider asks for, `invalid` for one that cannot work */
  setActive(id: string, active: boolean): Webhook;
  /** As it is kept. */
  record(id: string): WebhookRecord;
  changeSecret(id: string, change: (record: WebhookRecord) => void): Webhook;
}

export interface WebhookServiceParts {
  records: WebhookRecords;
  states: ProviderStates;
  directory: LiveDirectory;
  pending: PendingSecrets;
  validations: Validations;
  clock: Clock;
  random: Random;
  emit: Emit;
  capturePort(): number;
}

const nothingStaged: StagedSecrets = { settle: () => {}, takeBack: () => {} };

export function createWebhookService(parts: WebhookServiceParts): WebhookService {
  const { records, states, directory, pending, validations, clock, random, emit } = parts;
  const placement = createPlacement(records);

  function getRecord(id: string): WebhookRecord {
    const record = records.find(id);
    if (record) return record;
    throw new EngineError('not-found', 'That webhook no longer exists.', { subject: id });
  }

  function view(id: string): Webhook {
    const webhook = directory.find(id);
    if (webhook) return webhook;
    throw new EngineError('not-found', 'That webhook no longer exists.', { subject: id });
  }

  function tell(id: string): Webhook {
    directory.invalidate();
    emit({ name: 'webhooks.changed', payload: { ids: [id] } });
    return view(id);
  }

  function findCaptureUrl(providerId: string, name: string): string {
    const taken = records.list().map(({ draft }) => draft.url);
    return createCaptureUrl(parts.capturePort(), providerId, name, taken);
  }

  function insert(state: ProviderInUse, draft: WebhookDraft): Webhook {
    const now = clock.now();
    records.atomically(draft.id, () => {
      records.insert({
        id: draft.id,
        providerId: state.provider.id,
        draft,
        unsaved: null,
        status: state.provider.lifecycle.initial,
        validatedAt: null,
        consecutiveFailures: 0,
        failingSince: null,
        deactivatedBecause: null,
        revision: 1,
        createdAt: now,
        updatedAt: now,
        deletedAt: null,
      });
      pending.expect(getRecord(draft.id));
    });
    return tell(draft.id);
  }

  /** The previous one is only taken besides: what was validated is the present one. */
  function hasOtherSecret(id: string, before: Webhook['secrets']): boolean {
    return view(id).secrets.some(
      ({ field, fingerprint }, index) => field !== 'signing-previous' && fingerprint !== before[index]?.fingerprint,
    );
  }

  return {
    list: () => [...directory.list()],
    record: getRecord,
    get: view,
    create({ providerId, channel, name, startId }) {
      const state = states.get(providerId);
      const { provider } = state;
      const names = records.list().flatMap((other) => (other.providerId === providerId ? other.draft.name : []));
      const chosen = channel ?? provider.channels[0]?.id ?? 'custom-url';
      if (!provider.channels.some(({ id }) => id === chosen)) {
        refuseField('channel', `${provider.name} does not know this channel.`);
      }
      if (startId !== undefined && !provider.starts?.some(({ id }) => id === startId)) {
        refuseField('startId', `${provider.name} has no “${startId}” to begin with.`);
      }
      const title = name?.trim() || findFreeName('New webhook', names);
      const draft = createDraft(provider, {
        id: createUuid(random),
        name: title,
        channel: chosen,
        scope: placement.findScopeForNew(state),
        url: findCaptureUrl(providerId, title),
        startId,
      });
      const webhook = insert(state, draft);
      if (draft.schemeId === null) return webhook;
      // It brings its scheme along, and with a secret it is signed at once.
      pending.demand(getRecord(draft.id));
      return tell(draft.id);
    },
    save(draft, revision, setSecrets = () => nothingStaged) {
      const { id } = draft;
      const record = getRecord(id);
      const state = states.get(record.providerId);
      if (record.revision !== revision) {
        throw new EngineError(
          'conflict',
          'This webhook was changed elsewhere meanwhile. Look at the newer version, then save again.',
        );
      }
      placement.assertMayChange(state, record.draft.scope, draft.scope);
      const before = view(id).secrets;
      let staged = nothingStaged;
      try {
        records.atomically(id, () => {
          records.change(id, {
            draft: { ...draft, name: draft.name.trim() },
            unsaved: null,
            revision: revision + 1,
            updatedAt: clock.now(),
          });
          staged = setSecrets(getRecord(id));
          directory.invalidate();
          assertValid(directory.validateDraft(draft, view(id)));
          // A receiver that nobody has validated gets nothing.
          if (draft.url !== record.draft.url || hasOtherSecret(id, before))
            records.change(id, validations.drop(record));
          pending.expect(getRecord(id));
        });
      } catch (error) {
        staged.takeBack();
        directory.invalidate();
        throw error;
      }
      staged.settle();
      return tell(id);
    },
    keepUnsaved(id, draft) {
      const record = getRecord(id);
      if (draft !== null && draft.id !== id) {
        throw new EngineError('bad-request', 'These edits belong to another webhook.');
      }
      if (draft !== null || record.unsaved !== null) records.change(id, { unsaved: draft });
    },
    duplicate(id) {
      const record = getRecord(id);
      const state = states.get(record.providerId);
      const { draft } = record;
      placement.assertMayChange(state, draft.scope);
      placement.assertRoom(state, draft.scope);
      const all = records.list().map((other) => other.draft);
      const name = findFreeName(
        `${draft.name} copy`,
        all.map((other) => other.name),
      );
      const copy = { ...structuredClone(draft), id: createUuid(random), name };
      const port = parts.capturePort();
      // Two webhooks on one path of the capture server could not be told apart.
      if (moveCaptureUrl(draft.url, port, port) !== null) copy.url = findCaptureUrl(record.providerId, name);
      return insert(state, copy);
    },
    delete(id) {
      const record = getRecord(id);
      // One whose provider file is missing can still be deleted; there is no rule left that could forbid it.
      const state = states.find(record.providerId);
      if (state) placement.assertMayChange(state, record.draft.scope);
      records.change(id, { deletedAt: clock.now() });
      emit({ name: 'webhooks.changed', payload: { ids: [id] } });
    },
    restore(id) {
      const record = records.findDeleted(id);
      if (!record) throw new EngineError('not-found', 'That webhook can no longer be restored.', { subject: id });
      const state = states.find(record.providerId);
      if (state) {
        placement.assertMayChange(state, record.draft.scope);
        placement.assertRoom(state, record.draft.scope);
      }
      const { changes, remarks } = settleCollisions(record, records.list(), parts.capturePort());
      records.atomically(id, () => {
        records.change(id, {
          ...changes,
          ...(changes.draft?.url === undefined || changes.draft.url === record.draft.url
            ? {}
            : validations.drop(record)),
          deletedAt: null,
        });
        pending.resume(getRecord(id));
      });
      return { webhook: tell(id), remarks };
    },
    setActive(id, active) {
      const record = getRecord(id);
      const state = states.get(record.providerId);
      placement.assertMayChange(state, record.draft.scope);
      if (active && state.provider.lifecycle.validateEvent !== null && record.validatedAt === null) {
        throw new EngineError(
          'refused',
          `${state.provider.name} activates a webhook only after it was validated. Validate it first.`,
        );
      }
      if (active) assertValid(directory.validateDraft(record.draft, view(id)));
      // Whoever activates by hand gives it a fresh start.
      records.change(id, {
        status: active ? 'active' : 'inactive',
        deactivatedBecause: null,
        ...(active ? { consecutiveFailures: 0, failingSince: null } : {}),
      });
      return tell(id);
    },
    changeSecret(id, change) {
      const record = getRecord(id);
      placement.assertMayChange(states.get(record.providerId), record.draft.scope);
      const before = view(id).secrets;
      change(record);
      directory.invalidate();
      if (hasOtherSecret(id, before)) records.change(id, validations.drop(record));
      return tell(id);
    },
  };
}
