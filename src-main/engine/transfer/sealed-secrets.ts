import { z } from 'zod';
import { EngineError } from '../errors.ts';
import type { Random } from '../random.ts';
import { openBytes, sealBytes } from '../vault/aead.ts';
import { createParameters, deriveKey, parseParameters } from '../vault/passphrase.ts';
import type { SealedSecrets } from './file-schema.ts';

/**
 * A secret on its way; its value is text, as a person would enter it. `authorization` is the credential of the kind that the
 * webhook in the file has.
 */
export interface TransferSecret {
  webhookId: string;
  field: FileSecretField;
  value: string;
}

/** A value at a plain place of the webhook in the file, such as `headers.2`. */
const placeSchema = z.templateLiteral([z.enum(['headers', 'query', 'url']), '.', z.string().max(1000)]);
const fieldSchema = z.union([z.enum(['signing', 'signing-previous', 'authorization']), placeSchema]);
export type FileSecretField = z.infer<typeof fieldSchema>;

const CONTEXT = 'hookwright export secrets 1';
/** More than this would keep a thread busy for minutes: a file must not decide that. */
const MOST_ROUNDS = 4;

const listSchema = z.array(
  z.strictObject({ webhookId: z.string().max(64), field: fieldSchema, value: z.string().max(100_000) }),
);

/** Encrypts secrets with a key that scrypt (RFC 7914) makes of the passphrase. */
export async function sealSecrets(
  secrets: readonly TransferSecret[],
  passphrase: string,
  random: Random,
): Promise<SealedSecrets> {
  const parameters = createParameters(random);
  const key = await deriveKey(passphrase, parameters);
  const plain = Buffer.from(JSON.stringify(secrets), 'utf8');
  try {
    return { ...parameters, data: sealBytes(key, random, plain, CONTEXT).toString('base64') };
  } finally {
    plain.fill(0);
  }
}

/** @throws EngineError `invalid` for a wrong passphrase, or for secrets that were changed since they were encrypted */
export async function openSecrets(
  { data, ...parameters }: SealedSecrets,
  passphrase: string,
): Promise<TransferSecret[]> {
  const known = parseParameters(JSON.stringify(parameters));
  if (known === null || known.p > MOST_ROUNDS || known.r > 32 || (known.N & (known.N - 1)) !== 0 || known.N < 2) {
    throw refuse('secrets', 'The secrets in this file are encrypted in a way that Hookwright does not use.');
  }
  const key = await deriveKey(passphrase, known);
  const plain = openBytes(key, Buffer.from(data, 'base64'), CONTEXT);
  if (plain === null) {
    throw refuse('passphrase', 'That passphrase does not open the secrets of this file, or the file was changed.');
  }
  try {
    const list = listSchema.safeParse(JSON.parse(plain.toString('utf8')));
    if (list.success) return list.data;
    throw refuse('secrets', 'The secrets in this file are not a list of secrets.');
  } finally {
    plain.fill(0);
  }
}

function refuse(path: string, message: string): EngineError {
  return new EngineError('invalid', message, { issues: [{ path, message, severity: 'error' }] });
}
