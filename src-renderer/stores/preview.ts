import type { ComposeInput } from '../../src-preload/contract/compose.ts';
import { isCancelled, toClientError } from '../client/client-error.ts';
import { createLatest } from '../client/latest.ts';
import { composeInput, settleChoice, useCompose } from './compose.ts';
import { useProviders } from './providers.ts';
import { loadSamples, useSamples } from './samples.ts';
import { findWebhook, useWebhooks } from './webhooks.ts';

const latest = createLatest('compose.preview');
let wanted: { webhookId: string; input: ComposeInput } | null = null;
let running = false;

/**
 * Keeps one request on its way and at most one waiting: while the engine composes, only the newest text waits for it,
 * so the preview is never more than one step behind however fast somebody types.
 */
async function drain(): Promise<void> {
  if (running) return;
  running = true;
  while (wanted !== null) {
    const { webhookId, input } = wanted;
    wanted = null;
    const asked = performance.now();
    try {
      const preview = await latest.run(input);
      if (useWebhooks.getState().selectedId !== webhookId) continue;
      const previewMs = performance.now() - asked;
      useCompose.setState({ preview, previewOf: webhookId, previewInput: input, previewMs, previewError: null });
    } catch (thrown) {
      if (isCancelled(thrown)) continue;
      useCompose.setState({ previewOf: webhookId, previewError: toClientError(thrown).message });
    }
  }
  running = false;
}

/** Asks for the preview of the selected webhook as it stands now. */
function refreshPreview(): void {
  const { selectedId } = useWebhooks.getState();
  if (selectedId === null) {
    wanted = null;
    latest.cancel();
    useCompose.setState({ preview: null, previewOf: null, previewInput: null, previewError: null });
    return;
  }
  settleChoice(selectedId);
  const input = composeInput(selectedId);
  if (input === null) return;
  wanted = { webhookId: selectedId, input };
  void drain();
}

function loadMissingSamples(): void {
  const webhook = findWebhook(useWebhooks.getState().selectedId);
  if (webhook === null || useSamples.getState().byProvider[webhook.providerId] !== undefined) return;
  loadSamples(webhook.providerId).catch(() => undefined);
}

/** Follows selection, edits, event, samples and settings with the preview, until the returned function is called. */
export function followPreview(): () => void {
  loadMissingSamples();
  refreshPreview();
  const stops = [
    useWebhooks.subscribe((now, before) => {
      if (now.selectedId !== before.selectedId) loadMissingSamples();
      const touches = now.webhooks !== before.webhooks || now.edits !== before.edits;
      if (touches || now.selectedId !== before.selectedId) refreshPreview();
    }),
    useSamples.subscribe(refreshPreview),
    // A role, a list of names: what is wrong with a field may depend on the provider's settings.
    useProviders.subscribe(refreshPreview),
    useCompose.subscribe((now, before) => {
      if (now.choices !== before.choices) refreshPreview();
    }),
  ];
  return () => {
    for (const stop of stops) stop();
    latest.cancel();
  };
}
