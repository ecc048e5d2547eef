import type { providerFileMethods } from '../../../src-preload/contract/provider-file.ts';
import type { Webhooks } from '../webhooks/open-webhooks.ts';
import type { HandlersOf } from './types.ts';

export function createProviderFileHandlers({ providerFiles }: Webhooks): HandlersOf<typeof providerFileMethods> {
  return {
    'providerFiles.list': () => providerFiles.list(),
    'providerFiles.reload': () => providerFiles.reload(),
    'providerFiles.plan': ({ text }) => providerFiles.plan(text),
    'providerFiles.add': ({ text, hash }) => providerFiles.add(text, hash),
    'providerFiles.remove': async ({ file }) => ({ text: await providerFiles.remove(file) }),
    'providerFiles.write': ({ providerId }) => providerFiles.write(providerId),
  };
}
