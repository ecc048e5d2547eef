import type { SecretField } from '../../src-preload/contract/webhook.ts';
import { withdrawNotice } from './notices.ts';
import { coversIssue } from './webhook-fields.ts';
import { type TypedSecret, useWebhooks } from './webhooks.ts';

const nothing: TypedSecret = { value: '' };

/** What was typed into the field of a secret and is not stored yet. It stays while one looks at other tabs and webhooks. */
export function useTypedSecret(webhookId: string, field: SecretField): TypedSecret {
  return useWebhooks((state) => state.typed[webhookId]?.[field] ?? nothing);
}

/** Takes what was typed; an empty value is none. */
export function typeSecret(webhookId: string, field: SecretField, change: Partial<TypedSecret>): void {
  useWebhooks.setState((state) => {
    const { [webhookId]: before = {}, ...others } = state.typed;
    const { [field]: known = nothing, ...rest } = before;
    const next = { ...known, ...change };
    const secrets = next.value === '' ? rest : { ...rest, [field]: next };
    const issues = (state.issues[webhookId] ?? []).filter((issue) => !coversIssue(`secret.${field}`, issue));
    return {
      typed: Object.keys(secrets).length === 0 ? others : { ...others, [webhookId]: secrets },
      issues: { ...state.issues, [webhookId]: issues },
    };
  });
  withdrawNotice(`webhooks.save ${webhookId}`);
}

/** Forgets what was typed: it is stored, or given up. */
export function dropTypedSecret(webhookId: string, field: SecretField): void {
  typeSecret(webhookId, field, { value: '' });
}

function listWaiting(): string[] {
  const { typed, webhooks } = useWebhooks.getState();
  return webhooks.flatMap(({ id, name }) => (typed[id] === undefined ? [] : `“${name}”`));
}

/** Asks before another workspace takes the place of this one, since a typed secret is in the memory of the page alone. */
export function mayLeave(): boolean {
  const names = listWaiting();
  return (
    names.length === 0 ||
    window.confirm(`A secret was typed for ${names.join(', ')} and is not saved. Leave and lose it?`)
  );
}

/** Holds the closing of the window up, so that the shell asks. */
export function keepTypedSecrets(event: BeforeUnloadEvent): void {
  if (listWaiting().length > 0) event.preventDefault();
}
