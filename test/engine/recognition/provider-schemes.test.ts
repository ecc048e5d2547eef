import { createHmac } from 'node:crypto';
import { expect, test } from 'vitest';
import { readSignalYard } from '../providers/signal-yard.ts';
import { openService } from '../services/support/open-service.ts';

test('the scheme of a provider file is recognised, with the name of the provider', async () => {
  const { engine } = await openService('any-service', { providers: [readSignalYard()] });
  const secret = 'the seal of the yard, of no importance';
  const seal = createHmac('sha256', secret).update('1700000000:{}').digest('base64');
  const found = await engine.call('schemes.recognise', {
    request: { from: 'text', text: `X-Seal: at=1700000000;seal=${seal}\n\n{}` },
    secret,
    previousSecret: '',
    useWorkspaceSecrets: false,
  });
  expect(found.message).toBe('It is signed by the scheme of Seal of the yard (Signal Yard).');
  expect(found.schemes).toMatchObject([
    { name: 'Seal of the yard (Signal Yard)', provider: { id: 'signal-yard', name: 'Signal Yard' }, proof: {} },
  ]);
});
