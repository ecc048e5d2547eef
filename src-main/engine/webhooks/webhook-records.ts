import type { WebhookDraft } from '../../../src-preload/contract/webhook.ts';
import type { Staged } from '../store/rows.ts';
import type { Store } from '../store/store.ts';
import type { WebhookRepository, WebhookRow } from '../store/webhook-repository.ts';

/** A webhook as it is kept, with its drafts read. */
export interface WebhookRecord extends Omit<WebhookRow, 'draft' | 'unsaved'> {
  draft: WebhookDraft;
  unsaved: WebhookDraft | null;
}

/** All webhooks of the workspace in memory; every change goes through the database first, and makes a new record. */
export interface WebhookRecords {
  /** Null for an unknown one and for a deleted one. */
  find(id: string): WebhookRecord | null;
  findDeleted(id: string): WebhookRecord | null;
  /** Without the deleted ones, in the order in which they were made. */
  list(): WebhookRecord[];
  /** These save at once, or within the piece of work that they are called in. */
  insert(record: WebhookRecord): void;
  change(id: string, changes: Partial<WebhookRecord>): WebhookRecord | null;
  /** To be saved later, as a new one or in place of the one with its id. */
  stage(record: WebhookRecord, isNew: boolean): Staged<'webhooks'>;
  /** Like `change`, to be saved later: on top of what is kept by then. */
  stageChange(id: string, changes: Partial<WebhookRecord>): Staged<'webhooks'>;
  /** Does several changes around one webhook together: all of them are saved, or none. */
  atomically<T>(id: string, work: () => T): T;
  /** Reads one again whose row was changed elsewhere. */
  refresh(id: string): void;
  /** The deleted ones that can still be restored, in the order in which they were made. */
  listDeleted(): WebhookRecord[];
  /** Removes one for good, deleted or not. */
  remove(id: string): void;
}

export function createWebhookRecords(store: Store, repository: WebhookRepository): WebhookRecords {
  const records = new Map<string, WebhookRecord>();

  function put(record: WebhookRecord): WebhookRecord {
    records.set(record.id, record);
    return record;
  }

  const find = (id: string): WebhookRecord | null => {
    const record = records.get(id);
    return record && record.deletedAt === null ? record : null;
  };

  function refresh(id: string): void {
    const row = repository.get(id);
    if (row) put(toRecord(row));
    else records.delete(id);
  }

  for (const row of repository.list()) put(toRecord(row));

  return {
    find,
    findDeleted(id) {
      const record = records.get(id);
      return record && record.deletedAt !== null ? record : null;
    },
    list: () => [...records.values()].filter((record) => record.deletedAt === null),
    insert(record) {
      store.commitNow(() => repository.insert(toRow(record)));
      put(record);
    },
    change(id, changes) {
      const record = records.get(id);
      if (!record) return null;
      const next = { ...record, ...changes };
      store.commitNow(() => repository.update(toRow(next)));
      return put(next);
    },
    stage(record, isNew) {
      /** How it fares goes on being counted meanwhile. */
      const complete = (): WebhookRecord => {
        const { consecutiveFailures, failingSince } = records.get(record.id) ?? record;
        return { ...record, consecutiveFailures, failingSince };
      };
      return {
        write: ({ webhooks }) => (isNew ? webhooks.insert(toRow(complete())) : webhooks.update(toRow(complete()))),
        adopt: () => void put(complete()),
      };
    },
    stageChange(id, changes) {
      const apply = (use: (record: WebhookRecord) => void): void => {
        const record = records.get(id);
        if (record) use({ ...record, ...changes });
      };
      return {
        write: ({ webhooks }) => apply((record) => webhooks.update(toRow(record))),
        adopt: () => apply(put),
      };
    },
    atomically(id, work) {
      try {
        return store.commitNow(work);
      } catch (error) {
        refresh(id);
        throw error;
      }
    },
    refresh,
    listDeleted: () => [...records.values()].filter((record) => record.deletedAt !== null),
    remove(id) {
      store.commitNow(() => repository.remove(id));
      records.delete(id);
    },
  };
}

function toRecord(row: WebhookRow): WebhookRecord {
  return {
    ...row,
    draft: JSON.parse(row.draft) as WebhookDraft,
    unsaved: row.unsaved === null ? null : (JSON.parse(row.unsaved) as WebhookDraft),
  };
}

function toRow(record: WebhookRecord): WebhookRow {
  return {
    ...record,
    draft: JSON.stringify(record.draft),
    unsaved: record.unsaved === null ? null : JSON.stringify(record.unsaved),
  };
}
