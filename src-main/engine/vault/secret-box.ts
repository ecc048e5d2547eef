import { createHash, type KeyObject } from 'node:crypto';
import type { SecretField, SecretInfo } from '../../../src-preload/contract/webhook.ts';
import type { Clock } from '../clock.ts';
import { EngineError } from '../errors.ts';
import type { Random } from '../random.ts';
import type { Staged } from '../store/rows.ts';
import type { SecretPurpose, SecretRepository, SecretRow } from '../store/secret-repository.ts';
import type { Store } from '../store/store.ts';
import { openBytes, sealBytes } from './aead.ts';
import type { Redaction } from './redaction.ts';

export type SecretState = 'set' | 'unset' | 'locked';

export type StoredSecret = Omit<SecretInfo, 'warnings'>;

/** The secrets of the workspace, each encrypted, by owner and field. */
export interface SecretBox {
  /** Which there are. A locked one exists and cannot be decrypted with the present key. */
  list(ownerId: string): StoredSecret[];
  state(ownerId: string, field: SecretField): SecretState;
  /** The bytes, for one use: whoever reads them zeroes them. Null where there is none, or it is locked. */
  read(ownerId: string, field: SecretField): Buffer | null;
  /** Saves at once, or within the piece of work that it is called in. Only with a key. */
  save(ownerId: string, field: SecretField, value: Buffer, purpose?: SecretPurpose | null): void;
  /**
   * Encrypts it to be saved later. It is redacted from now on. Only with a key.
   * `write` throws EngineError `conflict` where the key is another one by then.
   */
  stage(ownerId: string, field: SecretField, value: Buffer, purpose?: SecretPurpose | null): Staged<'secrets'>;
  stageRemoval(ownerId: string, field: SecretField): Staged<'secrets'>;
  /** Saves what was staged, all or nothing. */
  saveStaged(changes: readonly Staged<'secrets'>[]): void;
  /** What it was entered for; null where that is not known, or there is none. */
  purpose(ownerId: string, field: SecretField): SecretPurpose | null;
  setPurpose(ownerId: string, field: SecretField, purpose: SecretPurpose): void;
  remove(ownerId: string, field: SecretField): void;
  removeOwner(ownerId: string): void;
  /** Begins with another key, or without one. `onDisk` is false while secrets must not be stored. */
  switchKey(key: KeyObject | null, onDisk: boolean): void;
  /** Drops the key and everything that was read with it. */
  forget(): void;
  /** Answers what puts the memory back as it is now, for when the rows that were saved since are undone. */
  remember(): () => void;
  /** Stores what was only in memory, now that the key is kept. Call it within a piece of work. */
  persist(): void;
}

interface Entry {
  changedAt: number;
  /** Null where it can only be entered again. */
  sealed: Buffer | null;
  fingerprint: string | null;
  purpose: SecretPurpose | null;
}

export interface SecretBoxParts {
  store: Store;
  repository: SecretRepository;
  redaction: Redaction;
  clock: Clock;
  random: Random;
}

export function createSecretBox({ store, repository, redaction, clock, random }: SecretBoxParts): SecretBox {
  const entries = new Map<string, Map<string, Entry>>();
  let key: KeyObject | null = null;
  let onDisk = false;

  function keep(ownerId: string, field: string, entry: Entry): void {
    const fields = entries.get(ownerId) ?? new Map<string, Entry>();
    entries.set(ownerId, fields.set(field, entry));
  }

  function load(row: SecretRow): void {
    const value = key && row.sealed && open(key, row.sealed, row.ownerId, row.field);
    keep(row.ownerId, row.field, {
      changedAt: row.changedAt,
      sealed: value && row.sealed,
      fingerprint: value && fingerprint(value),
      purpose: row.purpose,
    });
    if (value) {
      redaction.add(value.toString('utf8'));
      value.fill(0);
    }
  }

  function toRow(ownerId: string, field: string, entry: Entry): SecretRow {
    return { ownerId, field, sealed: onDisk ? entry.sealed : null, changedAt: entry.changedAt, purpose: entry.purpose };
  }

  function stage(
    ownerId: string,
    field: SecretField,
    value: Buffer,
    purpose: SecretPurpose | null = null,
  ): Staged<'secrets'> {
    const usedKey = key;
    if (usedKey === null) throw new Error('A secret cannot be saved without a key.');
    const entry: Entry = {
      changedAt: clock.now(),
      sealed: sealBytes(usedKey, random, value, describeSecret(ownerId, field)),
      fingerprint: fingerprint(value),
      purpose,
    };
    redaction.add(value.toString('utf8'));
    return {
      write(rows) {
        if (key !== usedKey) throw new EngineError('conflict', 'The secrets were reset meanwhile. Try again.');
        rows.secrets.save(toRow(ownerId, field, entry));
      },
      adopt: () => keep(ownerId, field, entry),
    };
  }

  function saveStaged(changes: readonly Staged<'secrets'>[]): void {
    store.commitNow(() => {
      for (const { write } of changes) write({ secrets: repository });
    });
    for (const { adopt } of changes) adopt();
  }

  return {
    stage,
    saveStaged,
    stageRemoval: (ownerId, field) => ({
      write: (rows) => rows.secrets.remove(ownerId, field),
      adopt: () => void entries.get(ownerId)?.delete(field),
    }),
    list: (ownerId) =>
      [...(entries.get(ownerId) ?? [])].map(([field, entry]) => ({
        field: field as SecretField,
        set: true,
        fingerprint: entry.fingerprint,
        locked: entry.sealed === null,
        changedAt: entry.changedAt,
      })),
    state(ownerId, field) {
      const entry = entries.get(ownerId)?.get(field);
      if (!entry) return 'unset';
      return key && entry.sealed ? 'set' : 'locked';
    },
    read(ownerId, field) {
      const sealed = entries.get(ownerId)?.get(field)?.sealed;
      return key && sealed ? open(key, sealed, ownerId, field) : null;
    },
    purpose: (ownerId, field) => entries.get(ownerId)?.get(field)?.purpose ?? null,
    setPurpose(ownerId, field, purpose) {
      const entry = entries.get(ownerId)?.get(field);
      if (!entry) return;
      store.commitNow(() => repository.setPurpose(ownerId, field, purpose));
      keep(ownerId, field, { ...entry, purpose });
    },
    save(ownerId, field, value, purpose = null) {
      saveStaged([stage(ownerId, field, value, purpose)]);
    },
    remove(ownerId, field) {
      store.commitNow(() => repository.remove(ownerId, field));
      entries.get(ownerId)?.delete(field);
    },
    removeOwner(ownerId) {
      store.commitNow(() => repository.removeOwner(ownerId));
      entries.delete(ownerId);
    },
    switchKey(next, isKept) {
      key = next;
      onDisk = isKept;
      entries.clear();
      for (const row of repository.list()) load(row);
    },
    forget() {
      key = null;
      entries.clear();
    },
    remember() {
      const kept = new Map([...entries].map(([ownerId, fields]) => [ownerId, new Map(fields)]));
      return () => {
        entries.clear();
        for (const [ownerId, fields] of kept) entries.set(ownerId, fields);
      };
    },
    persist() {
      onDisk = true;
      for (const [ownerId, fields] of entries) {
        for (const [field, entry] of fields) if (entry.sealed) repository.save(toRow(ownerId, field, entry));
      }
    },
  };
}

/**
 * Credentials of every kind had one name before each kind had its own, and what was sealed under it stays so until the
 * credential is entered again.
 */
const EARLIER_NAME = 'authorization';

function open(key: KeyObject, sealed: Buffer, ownerId: string, field: string): Buffer | null {
  const value = openBytes(key, sealed, describeSecret(ownerId, field));
  if (value !== null || field === 'signing' || field === 'signing-previous') return value;
  return openBytes(key, sealed, describeSecret(ownerId, EARLIER_NAME));
}

/** Bound to the ciphertext, so that one secret cannot be put in the place of another. */
function describeSecret(ownerId: string, field: string): string {
  return `secret ${ownerId} ${field}`;
}

function fingerprint(value: Buffer): string {
  return createHash('sha256').update(value).digest('hex').slice(0, 8);
}
