/** The operating system's keyring, handed in by the shell: the engine itself knows none. */
export interface KeyProtector {
  /** The backend: `gnome_libsecret`, `kwallet6`, `keychain`, `dpapi`. It is kept with the key, so that a change is noticed. */
  readonly name: string;
  /** Whether it really protects. A store that encrypts with a password that everybody knows (`basic_text`) does not. */
  available(): Promise<boolean>;
  wrap(key: Buffer): Promise<Buffer>;
  /** @throws where it is not the keyring that wrapped, or the bytes are damaged. */
  unwrap(wrapped: Buffer): Promise<Buffer>;
}
