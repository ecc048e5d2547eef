import { z } from 'zod';
import { answers } from './define.ts';

/**
 * How secrets are kept at rest. One random data key encrypts each secret; what differs is what protects that key.
 * `undecided`: there is no keyring and the user has not said what to do.
 * `locked`: a passphrase is needed. `mismatch`: the keyring is not the one the key was wrapped with, so nothing is touched.
 */
export type VaultStatus =
  | { state: 'undecided'; keyring: string | null }
  | { state: 'ready'; protection: 'keyring' | 'passphrase' | 'memory'; keyring: string | null }
  | { state: 'locked'; protection: 'passphrase' }
  | { state: 'mismatch'; protection: 'keyring'; expected: string; found: string | null }
  | { state: 'damaged'; message: string };

/** A word on a passphrase that is being chosen; never a reason to refuse it. */
export interface PassphraseRating {
  strength: 'weak' | 'fair' | 'strong';
  message: string;
}

const passphrase = z.string().min(1).max(1000);

export const vaultMethods = {
  'vault.status': answers<VaultStatus>()(z.strictObject({})),
  /** Decides how the key is kept, once; `memory` is remembered, and a passphrase may still be chosen later. */
  'vault.choose': answers<VaultStatus>()(
    z.discriminatedUnion('protection', [
      z.strictObject({ protection: z.literal('passphrase'), passphrase }),
      z.strictObject({ protection: z.literal('memory') }),
    ]),
  ),
  'vault.unlock': answers<VaultStatus>()(z.strictObject({ passphrase })),
  /** Secrets stay as they are: their key is encrypted with another passphrase. Refused where `current` is not the present one. */
  'vault.changePassphrase': answers<VaultStatus>()(z.strictObject({ current: passphrase, passphrase })),
  'vault.ratePassphrase': answers<PassphraseRating>()(z.strictObject({ passphrase })),
  /** Starts over with a new key: every stored secret must be entered again. */
  'vault.reset': answers<VaultStatus>()(z.strictObject({ confirm: z.literal('forget every secret') })),
};
