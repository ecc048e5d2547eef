import { expect, test } from 'vitest';
import { methods } from '../../../src-preload/contract/methods.ts';
import { ClientError } from '../../../src-renderer/client/client-error.ts';

function refuse(issues: { path: string; message: string }[]): ClientError {
  return new ClientError({
    code: 'bad-request',
    message: 'The parameters of webhooks.create do not fit.',
    detail: { issues: issues.map((issue) => ({ ...issue, severity: 'error' as const })) },
  });
}

test('a text that is too long is named with how long it can be, as the protocol says it', () => {
  const parsed = methods['webhooks.create'].params.safeParse({
    providerId: 'gridscale',
    channel: null,
    name: 'n'.repeat(1001),
  });
  const issues = parsed.error?.issues.map(({ path, message }) => ({ path: path.join('.'), message })) ?? [];
  expect(refuse(issues).message).toBe('The name is too long: it can have 1,000 characters. Shorten it.');
});

test('what else is refused keeps its message', () => {
  expect(refuse([{ path: 'name', message: 'Invalid input' }]).message).toMatch(/do not fit/);
  expect(refuse([]).message).toMatch(/do not fit/);
});
