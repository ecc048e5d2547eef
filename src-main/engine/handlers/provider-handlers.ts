import type { providerMethods } from '../../../src-preload/contract/provider.ts';
import type { sampleFileMethods } from '../../../src-preload/contract/sample-file.ts';
import type { Webhooks } from '../webhooks/open-webhooks.ts';
import type { HandlersOf } from './types.ts';

export function createProviderHandlers({
  providers,
}: Webhooks): HandlersOf<typeof providerMethods & typeof sampleFileMethods> {
  return {
    'providers.list': () => providers.list(),
    'providers.saveSettings': ({ providerId, settings }) => providers.saveSettings(providerId, settings),
    'providers.addEventType': ({ providerId, wireName, description }) =>
      providers.addEventType(providerId, wireName, description),
    'providers.removeEventType': ({ providerId, eventType }) => providers.removeEventType(providerId, eventType),
    'samples.list': ({ providerId }) => providers.listSamples(providerId),
    'samples.save': ({ providerId, ...input }) => providers.saveSample(providerId, input),
    'samples.remove': ({ providerId, id }) => providers.removeSample(providerId, id),
    'samples.export': providers.exportSamples,
    'samples.plan': providers.planSamples,
    'samples.import': providers.importSamples,
  };
}
