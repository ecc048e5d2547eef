import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import { createOwnProviders } from '../../../src-main/engine/providers/own/own-providers.ts';
import { createProviderFolder } from '../../../src-main/engine/providers/own/provider-folder.ts';
import { systemRandom } from '../../../src-main/engine/random.ts';
import { createKeyValueRepository } from '../../../src-main/engine/store/key-value-repository.ts';
import { openStore } from '../../../src-main/engine/store/open-store.ts';
import { createProviderRepository } from '../../../src-main/engine/store/provider-repository.ts';
import { createSchemeRepository } from '../../../src-main/engine/store/scheme-repository.ts';
import { createSecretRepository } from '../../../src-main/engine/store/secret-repository.ts';
import { createWebhookRepository } from '../../../src-main/engine/store/webhook-repository.ts';
import { openVault } from '../../../src-main/engine/vault/vault.ts';
import { openWebhooks } from '../../../src-main/engine/webhooks/open-webhooks.ts';
import type { EngineEvent } from '../../../src-preload/contract/events.ts';
import type { Provider } from '../../../src-preload/contract/provider.ts';
import { createFakeClock } from '../support/fake-clock.ts';
import { createFakeKeyring } from '../vault/fake-keyring.ts';
import { fullProvider } from './full-provider.ts';

/** The room of webhooks with a real store and a real vault under it. */
export async function openWorkspace(
  directory: string,
  options: { providers?: Provider[]; keyring?: boolean; sample?: boolean } = {},
) {
  const clock = createFakeClock();
  const store = openStore({ directory, clock });
  const events: EngineEvent[] = [];
  const protector = options.keyring === false ? null : createFakeKeyring('test');
  const vault = await openVault({
    store,
    repository: createSecretRepository(store.db),
    protector,
    clock,
    random: systemRandom,
  });
  const meta = createKeyValueRepository(store.db, 'meta');
  if (!options.sample) meta.save('sample-workspace', '1');
  const room = openWebhooks({
    store,
    vault,
    clock,
    random: systemRandom,
    own: createOwnProviders(createProviderFolder(join(directory, 'providers')), options.providers ?? [fullProvider]),
    repositories: {
      webhooks: createWebhookRepository(store.db),
      providers: createProviderRepository(store.db),
      schemes: createSchemeRepository(store.db),
      meta,
    },
    emit: (event) => events.push(event),
    capturePort: () => 9410,
  });
  const close = (): void => {
    vault.close();
    store.close();
  };
  onTestFinished(close);
  return { ...room, vault, store, clock, events, close };
}

export type Workspace = Awaited<ReturnType<typeof openWorkspace>>;
