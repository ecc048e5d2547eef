import type { VaultStatus } from '../../../src-preload/contract/vault.ts';
import { EngineError } from '../errors.ts';

/** For what needs a secret while nobody has said how secrets are kept. */
export function createUndecidedError(): EngineError {
  return new EngineError(
    'vault-undecided',
    'There is no keyring on this machine. Decide first how secrets are kept: with a passphrase, or for this run only.',
  );
}

/** For what needs a secret while the key is out of reach. */
export function createLockedError(status: VaultStatus): EngineError {
  return new EngineError('vault-locked', describeLocked(status));
}

export function describeLocked(status: VaultStatus): string {
  if (status.state === 'locked') return 'The secrets are locked. Enter the passphrase of this workspace.';
  if (status.state === 'damaged') return status.message;
  if (status.state !== 'mismatch') return 'The secrets are locked. Look at the state of the vault.';
  return (
    `The secrets were encrypted with the keyring “${status.expected}”, but ` +
    `${status.found === null ? 'there is none now' : `“${status.found}” is here now`}. ` +
    'Start Hookwright in the session that has the first one; nothing was changed.'
  );
}

export function createWrongPassphraseError(): EngineError {
  const message =
    'That passphrase does not open the secrets of this workspace. Check the keyboard layout and try again.';
  return new EngineError('invalid', message, { issues: [{ path: 'passphrase', message, severity: 'error' }] });
}

/** For the status `damaged`. */
export function describeDamage(what: string): string {
  return (
    `The secrets cannot be decrypted: ${what}. Everything else works. Restore the keyring or a backup of the database, or ` +
    'reset the vault and enter every secret again.'
  );
}
