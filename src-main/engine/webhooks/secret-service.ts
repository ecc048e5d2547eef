import type { Provider } from '../../../src-preload/contract/provider.ts';
import type { SigningScheme } from '../../../src-preload/contract/signing.ts';
import type { SecretField, SecretOddity, WebhookDraft } from '../../../src-preload/contract/webhook.ts';
import { readCertificates } from '../certificates.ts';
import { fitsCertificate, packClientKey, readClientKey } from '../client-key.ts';
import { EngineError } from '../errors.ts';
import { findHeaderProblem } from '../header-rules.ts';
import type { Random } from '../random.ts';
import { decodeKey, startSecret } from '../signing/scheme.ts';
import { addOwnSchemes, schemeOf as findSchemeOf } from '../signing/scheme-of.ts';
import type { Staged } from '../store/rows.ts';
import type { SecretPurpose } from '../store/secret-repository.ts';
import type { Store } from '../store/store.ts';
import type { Vault } from '../vault/vault.ts';
import { createLockedError, createUndecidedError } from '../vault/vault-errors.ts';
import { refuseField } from './issues.ts';
import { keepCredential } from './keep-credential.ts';
import type { ProviderStates } from './provider-states.ts';
import { findOddities } from './secret-oddities.ts';
import { isSigningField, purposeOf } from './secret-use.ts';
import type { WebhookRecord } from './webhook-records.ts';

/** The secrets of webhooks. Values go in and never come out to the window. */
export interface SecretService {
  /** @throws EngineError `invalid` for a value that cannot be used, `vault-undecided`, `vault-locked`, `secret-locked` */
  set(record: WebhookRecord, field: SecretField, value: string, options?: SetOptions): void;
  /** Sets several secrets as part of a larger piece of work; its caller settles them when that ends. @throws EngineError as `set` */
  stage(record: WebhookRecord, entries: readonly TypedSecret[]): StagedSecrets;
  /**
   * Makes one ready to be saved later. @throws as `set`
   * @param schemes of the workspace by then, where they change too
   */
  prepare(
    record: WebhookRecord,
    field: SecretField,
    value: string,
    schemes: ReadonlyMap<string, SigningScheme>,
  ): Staged<'secrets'>;
  /**
   * A new one in the form that the signing scheme asks for, else 20 random bytes in hex; `set` keeps it.
   * @returns a promise where making it takes long (RSA)
   * @throws EngineError `refused` for a private key, and as `set`
   */
  make(record: WebhookRecord, field: SecretField): string | Promise<string>;
  /** Removes what a warning names. @throws EngineError `not-found` where there is nothing to remove, and as `set` */
  tidy(record: WebhookRecord, field: SecretField, kind: SecretOddity): void;
  /** Moves a credential of a plain place of the draft here. @returns the draft without it. @throws EngineError `not-found`, and as `set` */
  keep(record: WebhookRecord, draft: WebhookDraft, place: string): WebhookDraft;
  /** Removes it, from the disk too. The previous signing secret goes with the present one. */
  clear(record: WebhookRecord, field: SecretField): void;
}

export interface SetOptions {
  /** Of a private key; not kept. */
  passphrase?: string | undefined;
  /** Keeps the signing secret that is replaced as the previous one, in place of an earlier one. */
  keepPrevious?: boolean | undefined;
}

/** A secret that was typed and goes along with a save. */
export interface TypedSecret extends SetOptions {
  field: SecretField;
  value: string;
}

export interface StagedSecrets {
  /** The work got through: takes what was replaced off the disk. */
  settle(): void;
  /** The work was undone: forgets what was set. */
  takeBack(): void;
}

const GENERATED_BYTES = 20;
/** A secret that is longer is a file that was pasted by mistake. */
const MOST_BYTES = 100_000;

export function createSecretService(store: Store, states: ProviderStates, vault: Vault, random: Random): SecretService {
  function requireReady(): void {
    const status = vault.status();
    if (status.state === 'undecided') throw createUndecidedError();
    if (status.state !== 'ready') throw createLockedError(status);
  }

  function save(record: WebhookRecord, field: SecretField, value: string, keepPrevious = false): void {
    if (put(record, field, value, keepPrevious)) store.scrub();
  }

  /** @returns whether it replaces another one, which is then in the log of the database still */
  function put(record: WebhookRecord, field: SecretField, value: string, keepPrevious: boolean): boolean {
    const replaces = vault.secrets.state(record.id, field) !== 'unset';
    const bytes = Buffer.from(value, 'utf8');
    let replaced: Buffer | null = null;
    try {
      checkValue(record, field, value, bytes);
      replaced = keepPrevious && field === 'signing' && replaces ? readReplaced(record, bytes) : null;
      const purpose = vault.secrets.purpose(record.id, field);
      vault.secrets.saveStaged([
        ...(replaced === null ? [] : [vault.secrets.stage(record.id, 'signing-previous', replaced, purpose)]),
        vault.secrets.stage(record.id, field, bytes, purposeFor(record, field)),
      ]);
    } finally {
      bytes.fill(0);
      replaced?.fill(0);
    }
    return replaces;
  }

  function readReplaced({ id }: WebhookRecord, next: Buffer): Buffer {
    const present = vault.secrets.read(id, 'signing');
    if (present === null) {
      const message =
        'The secret that is replaced cannot be read, so it cannot be kept. Replace it without keeping it.';
      throw new EngineError('secret-locked', message);
    }
    if (present.equals(next)) {
      present.fill(0);
      refuseField('secret.signing', 'This is the secret that is set already. Enter the new one.');
    }
    return present;
  }

  function checkValue(
    record: WebhookRecord,
    field: SecretField,
    value: string,
    bytes: Buffer,
    provider = providerOf(record),
  ): void {
    const path = `secret.${field}`;
    if (value === '') refuseField(path, 'The secret is empty. Enter one, or clear it.');
    if (bytes.length > MOST_BYTES) {
      const [size, most] = [bytes.length, MOST_BYTES].map((count) => count.toLocaleString('en-US'));
      refuseField(
        path,
        `The secret has ${size} bytes, and at most ${most} are kept. Look whether a whole file was pasted.`,
      );
    }
    if (/[\ud800-\udfff]/u.test(value)) refuseField(path, 'The secret contains half of a character. Type it again.');
    const problem = findProblem(record, field, value, bytes, provider);
    if (problem !== null) refuseField(path, problem);
  }

  /** A previous signing secret may belong to a scheme that was chosen before; signing reports that. */
  function findProblem(
    record: WebhookRecord,
    field: SecretField,
    value: string,
    bytes: Buffer,
    provider: Provider | null,
  ): string | null {
    if (field === 'signing-previous') return null;
    return field === 'signing'
      ? findSigningProblem(record, bytes, provider)
      : findCredentialProblem(record, field, value);
  }

  function findSigningProblem(record: WebhookRecord, bytes: Buffer, provider: Provider | null): string | null {
    const scheme = schemeOf(record, provider);
    const key = scheme && decodeKey(scheme, bytes);
    return key?.ok === false ? key.message : null;
  }

  function schemeOf(record: WebhookRecord, provider = providerOf(record)) {
    return provider ? findSchemeOf(provider, record.unsaved ?? record.draft) : undefined;
  }

  /** One that is entered before a scheme is chosen is for signing: it is never sent. */
  function purposeFor(record: WebhookRecord, field: SecretField, provider = providerOf(record)): SecretPurpose | null {
    return isSigningField(field) ? (purposeOf(provider, record.unsaved ?? record.draft) ?? 'key') : null;
  }

  function providerOf(record: WebhookRecord): Provider | null {
    return states.find(record.providerId)?.provider ?? null;
  }

  return {
    set(record, field, value, { passphrase = '', keepPrevious = false } = {}) {
      requireReady();
      const kept = field === 'client-key' ? readKey(record, value, passphrase) : value;
      save(record, field, kept, keepPrevious);
    },
    stage(record, entries) {
      if (entries.length > 0) requireReady();
      const takeBack = vault.secrets.remember();
      try {
        const replaced = entries.map(({ field, value, passphrase = '', keepPrevious = false }) => {
          const kept = field === 'client-key' ? readKey(record, value, passphrase) : value;
          return put(record, field, kept, keepPrevious);
        });
        return { takeBack, settle: () => void (replaced.includes(true) && store.scrub()) };
      } catch (error) {
        takeBack();
        throw error;
      }
    },
    prepare(record, field, value, schemes) {
      requireReady();
      const present = providerOf(record);
      const provider = present && addOwnSchemes(present, schemes);
      const bytes = Buffer.from(value, 'utf8');
      try {
        checkValue(record, field, value, bytes, provider);
        return vault.secrets.stage(record.id, field, bytes, purposeFor(record, field, provider));
      } finally {
        bytes.fill(0);
      }
    },
    make(record, field) {
      requireReady();
      if (field === 'client-key')
        throw new EngineError('refused', 'A private key comes with its certificate. Enter it.');
      const scheme = isSigningField(field) ? schemeOf(record) : undefined;
      return scheme ? startSecret(scheme, random) : random.bytes(GENERATED_BYTES).toString('hex');
    },
    tidy(record, field, kind) {
      requireReady();
      const bytes = vault.secrets.read(record.id, field);
      const found = bytes === null ? [] : findOddities(bytes.toString('utf8'), field, schemeOf(record));
      bytes?.fill(0);
      const without = found.find((each) => each.kind === kind)?.without ?? null;
      if (without === null) throw new EngineError('not-found', 'There is nothing to remove from this secret.');
      save(record, field, without);
    },
    keep(record, draft, place) {
      requireReady();
      const provider = providerOf(record);
      const kept = provider && keepCredential(draft, provider, place);
      if (!kept) throw new EngineError('not-found', 'There is no credential there that the authorization could send.');
      save({ ...record, unsaved: kept.draft }, kept.field, kept.value);
      return kept.draft;
    },
    clear(record, field) {
      if (vault.secrets.state(record.id, field) === 'unset') {
        throw new EngineError('not-found', 'There is no secret to clear.', { subject: field });
      }
      store.commitNow(() => {
        if (field === 'signing') vault.secrets.remove(record.id, 'signing-previous');
        vault.secrets.remove(record.id, field);
      });
      store.scrub();
    },
  };
}

/** The key of the webhook's client certificate, as it is kept. @throws EngineError `invalid` where it is none, or that of another one */
function readKey({ draft, unsaved }: WebhookRecord, pem: string, passphrase: string): string {
  const path = 'secret.client-key';
  const reading = readClientKey(pem, passphrase);
  if (!reading.ok) return refuseField(path, reading.message);
  const packed = packClientKey(reading.key);
  const { clientCert } = (unsaved ?? draft).tls;
  const certificates = readCertificates(clientCert);
  const [certificate] = certificates.ok ? certificates.certificates : [];
  if (certificate !== undefined && !fitsCertificate(certificate, packed)) {
    refuseField(path, 'This key does not belong to the certificate above. Enter the key that it was made with.');
  }
  return packed;
}

/** What is sent in a header must be sendable there; in base64 or in a query anything goes. */
function findCredentialProblem({ draft, unsaved }: WebhookRecord, field: SecretField, value: string): string | null {
  const { authorization } = unsaved ?? draft;
  const inQuery = authorization.type === 'api-key' && authorization.in === 'query';
  if (field === 'client-key' || field === 'basic' || (field === 'api-key' && inQuery)) return null;
  const problem = findHeaderProblem('Authorization', value);
  return problem?.severity === 'error' ? 'The value contains a character that a header cannot carry. Remove it.' : null;
}
