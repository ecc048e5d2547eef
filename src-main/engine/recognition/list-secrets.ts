import type { WebhookDirectory } from '../compose/ports.ts';
import { EngineError } from '../errors.ts';

/** A secret to try. The caller zeroes it. */
export interface TriedSecret {
  from: 'typed' | 'previous' | 'workspace';
  webhook: { id: string; name: string } | null;
  bytes: Buffer;
}

/** As many bytes as a secret is kept with. */
const MOST_BYTES = 100_000;

export interface SecretsAsked {
  secret: string;
  previousSecret: string;
  useWorkspaceSecrets: boolean;
}

/** The secrets to try, and how many of the workspace cannot be, since they are locked. */
export interface SecretList {
  secrets: TriedSecret[];
  locked: number;
}

/** @throws EngineError `invalid` at `secret` or `previousSecret` for one that is too long */
export function listSecrets(asked: SecretsAsked, webhooks: WebhookDirectory): SecretList {
  const typed = [
    ...toTyped(asked.secret, 'typed', 'secret'),
    ...toTyped(asked.previousSecret, 'previous', 'previousSecret'),
  ];
  if (!asked.useWorkspaceSecrets) return { secrets: typed, locked: 0 };
  const { secrets, locked } = readWorkspace(webhooks);
  return { secrets: [...typed, ...secrets], locked };
}

function toTyped(value: string, from: 'typed' | 'previous', path: string): TriedSecret[] {
  if (value === '') return [];
  const bytes = Buffer.from(value, 'utf8');
  if (bytes.length <= MOST_BYTES) return [{ from, webhook: null, bytes }];
  const [size, most] = [bytes.length, MOST_BYTES].map((count) => count.toLocaleString('en-US'));
  const message = `The secret has ${size} bytes, and at most ${most} are taken. Look whether a whole file was pasted.`;
  throw new EngineError('invalid', message, { issues: [{ path, message, severity: 'error' }] });
}

/** Equal ones once. */
function readWorkspace(webhooks: WebhookDirectory): SecretList {
  const found: TriedSecret[] = [];
  let locked = 0;
  for (const { id, name } of webhooks.list()) {
    for (const field of ['signing', 'signing-previous'] as const) {
      const reading = webhooks.readSecret(id, field);
      if (reading.state === 'locked') locked += 1;
      if (reading.state !== 'set') continue;
      if (found.some(({ bytes }) => bytes.equals(reading.bytes))) reading.bytes.fill(0);
      else found.push({ from: 'workspace', webhook: { id, name }, bytes: reading.bytes });
    }
  }
  return { secrets: found, locked };
}
