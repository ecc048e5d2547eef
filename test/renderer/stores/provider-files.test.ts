import { afterEach, expect, it, vi } from 'vitest';
import { chooseProviderFile, useProviderFiles } from '../../../src-renderer/stores/provider-files.ts';
import { installBridge, Refusal } from '../support/fake-bridge.ts';

const chosen = {
  name: 'half.json',
  text: '{',
  plan: { brings: [], id: null, name: null, summary: '', file: 'half.json', waiting: [], problems: [], hash: 'h' },
};

afterEach(() => vi.unstubAllGlobals());

it('says nothing of an earlier file beside a file that cannot be read', async () => {
  installBridge({
    'providerFiles.open': () => {
      throw new Refusal({ code: 'bad-request', message: 'The file is not UTF-8 text.', detail: {} });
    },
  });
  useProviderFiles.setState({ chosen });
  await chooseProviderFile();
  expect(useProviderFiles.getState()).toMatchObject({ chosen: null, problem: 'The file is not UTF-8 text.' });
});

it('keeps the file that is looked at when no other is chosen', async () => {
  installBridge({ 'providerFiles.open': () => null });
  useProviderFiles.setState({ chosen });
  await chooseProviderFile();
  expect(useProviderFiles.getState().chosen).toBe(chosen);
});
