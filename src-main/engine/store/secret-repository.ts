import type { Sqlite } from './sqlite.ts';

/** How the data key is kept. `wrapped` is the key, encrypted by the keyring or with a key derived from a passphrase. */
export interface VaultRow {
  protection: 'keyring' | 'passphrase';
  /** Name of the keyring's backend; null for a passphrase. */
  backend: string | null;
  keyId: string;
  wrapped: Buffer;
  /** JSON text: the parameters of the key derivation; `{}` for a keyring. */
  parameters: string;
  createdAt: number;
}

/** `key`: signs, and never leaves this machine. `sent`: goes out in clear, as schemes without a signature do. */
export type SecretPurpose = 'key' | 'sent';

export interface SecretRow {
  ownerId: string;
  field: string;
  /** Null where the value was only ever in memory. */
  sealed: Buffer | null;
  changedAt: number;
  /** What a signing secret was entered for; null for a credential, and where it was stored before this was kept. */
  purpose: SecretPurpose | null;
}

export interface SecretRepository {
  readVault(): VaultRow | null;
  saveVault(row: VaultRow): void;
  removeVault(): void;
  /** Whether secrets are to live in memory alone, with a new key in each run. */
  readMemoryChoice(): boolean;
  saveMemoryChoice(chosen: boolean): void;
  list(): SecretRow[];
  save(row: SecretRow): void;
  setPurpose(ownerId: string, field: string, purpose: SecretPurpose): void;
  remove(ownerId: string, field: string): void;
  removeOwner(ownerId: string): void;
  /** Keeps that there were secrets, and forgets what they were. */
  forgetValues(): void;
}

const secretColumns = 'owner_id AS ownerId, field, sealed, changed_at AS changedAt, purpose';
const vaultColumns = 'protection, backend, key_id AS keyId, wrapped, parameters, created_at AS createdAt';

export function createSecretRepository(db: Sqlite): SecretRepository {
  const readVault = db.prepare<[], VaultRow>(`SELECT ${vaultColumns} FROM vault`);
  const saveVault = db.prepare<VaultRow>(
    `INSERT OR REPLACE INTO vault (only, protection, backend, key_id, wrapped, parameters, created_at)
     VALUES (1, @protection, @backend, @keyId, @wrapped, @parameters, @createdAt)`,
  );
  const removeVault = db.prepare('DELETE FROM vault');
  const readMemory = db.prepare("SELECT 1 FROM meta WHERE key = 'secrets-in-memory'");
  const saveMemory = db.prepare("INSERT OR REPLACE INTO meta (key, value) VALUES ('secrets-in-memory', '1')");
  const removeMemory = db.prepare("DELETE FROM meta WHERE key = 'secrets-in-memory'");
  const list = db.prepare<[], SecretRow>(`SELECT ${secretColumns} FROM secret`);
  const save = db.prepare<SecretRow>(
    `INSERT OR REPLACE INTO secret (owner_id, field, sealed, changed_at, purpose)
     VALUES (@ownerId, @field, @sealed, @changedAt, @purpose)`,
  );
  const setPurpose = db.prepare('UPDATE secret SET purpose = ? WHERE owner_id = ? AND field = ?');
  const remove = db.prepare('DELETE FROM secret WHERE owner_id = ? AND field = ?');
  const removeOwner = db.prepare('DELETE FROM secret WHERE owner_id = ?');
  const forget = db.prepare('UPDATE secret SET sealed = NULL');
  return {
    readVault: () => readVault.get() ?? null,
    saveVault: (row) => void saveVault.run(row),
    removeVault: () => void removeVault.run(),
    readMemoryChoice: () => readMemory.get() !== undefined,
    saveMemoryChoice: (chosen) => void (chosen ? saveMemory : removeMemory).run(),
    list: () => list.all(),
    save: (row) => void save.run(row),
    setPurpose: (ownerId, field, purpose) => void setPurpose.run(purpose, ownerId, field),
    remove: (ownerId, field) => void remove.run(ownerId, field),
    removeOwner: (ownerId) => void removeOwner.run(ownerId),
    forgetValues: () => void forget.run(),
  };
}
