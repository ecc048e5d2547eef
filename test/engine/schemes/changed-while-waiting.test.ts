import { expect, test } from 'vitest';
import { createRule } from '../../../src-main/engine/providers/create-rule.ts';
import { openService } from '../services/support/open-service.ts';
import { answerInTurn, answerOk, answerStatus, startReceiver } from '../support/receiver.ts';
import { acme } from './compose.ts';

test('a scheme that is changed counts from the next delivery on: one that waits for its retry is signed as it was made', async () => {
  const { engine, clock, ...service } = await openService('any-service');
  const { scheme } = await engine.call('schemes.create', { scheme: acme });
  const receiver = await startReceiver(answerInTurn(answerStatus(503), answerOk));
  const rule = createRule('own', 'Own', { kind: 'fixed', count: 1, intervalSeconds: 60 });
  const { id } = await service.create();
  await service.setSecret(id, 'signing', 'acme-secret-of-20-letters');
  await service.save(id, { url: receiver.url, schemeId: scheme.id, retryRule: { kind: 'own', rule } });
  const sendOne = () => service.test(id, 'order-paid');

  const [first] = await service.fireAndSettle('order-paid', { id: 'service', target: null });
  expect(first).toMatchObject({ state: 'failed_will_retry', attemptCount: 1 });
  const place = { in: 'header' as const, name: 'Acme-Signature-2' };
  const changed = { ...scheme, signature: { ...scheme.signature, place } };
  await engine.call('schemes.save', { id: scheme.id, revision: 1, scheme: changed });
  clock.advance(61_000);
  await service.settled(first?.id ?? '', 2);
  await sendOne();
  const signedIn = receiver.requests.map(({ headers }) =>
    [...headers.keys()].filter((name) => name.startsWith('acme-signature')),
  );
  expect(signedIn).toEqual([['acme-signature'], ['acme-signature'], ['acme-signature-2']]);
});
