import { toClientError } from '../client/client-error.ts';
import { on } from '../client/on.ts';
import { loadAppInfo, useApp } from './app.ts';
import { loadCapture, useCapture } from './capture.ts';
import { notifyError } from './notices.ts';
import { loadOutbox, takeOutboxChange } from './outbox.ts';
import { followPreview } from './preview.ts';
import { loadProviders } from './providers.ts';
import { loadQueue, takeQueueState } from './queue.ts';
import { loadReplay, takeReplayProgress } from './replay.ts';
import { takeReplayOutcome } from './replay-outcome.ts';
import { loadSamples } from './samples.ts';
import { takeFinished, takeQueueChange } from './sending.ts';
import { loadSettings } from './settings.ts';
import { showStartNotices } from './start-notices.ts';
import { loadVault, useVault } from './vault.ts';
import { flushView, loadView } from './view.ts';
import { flushEdits } from './webhook-edits.ts';
import { loadWebhooks } from './webhook-sync.ts';

function quietly(what: string, work: Promise<unknown>): void {
  work.catch((thrown: unknown) => notifyError(`${what} could not be loaded`, thrown));
}

/** Keeps the stores in step with the engine, until the returned function is called. */
function followEngine(): () => void {
  const stops = [
    on('webhooks.changed', () => quietly('The webhooks', loadWebhooks())),
    on('providers.changed', () => quietly('The providers', loadProviders())),
    on('samples.changed', ({ providerId }) => quietly('The sample events', loadSamples(providerId))),
    on('settings.changed', () => quietly('The settings', loadSettings())),
    on('capture.state', (state) => useCapture.setState({ state })),
    on('vault.status', (status) => useVault.setState({ status })),
    on('storage.trouble', (trouble) => useApp.setState({ trouble })),
    on('delivery.finished', takeFinished),
    on('delivery.finished', takeReplayOutcome),
    on('outbox.changed', takeOutboxChange),
    on('queue.state', takeQueueState),
    on('queue.state', takeQueueChange),
    on('replay.progress', takeReplayProgress),
  ];
  return () => {
    for (const stop of stops) stop();
  };
}

let stopFollowing: (() => void) | null = null;

/**
 * Loads what the window shows. When the workspace cannot be opened, only the reason is loaded and shown.
 * May be called again after the reason was mended.
 */
export async function startStores(): Promise<void> {
  try {
    const info = await loadAppInfo();
    useApp.setState({ startError: null });
    if (info.failure !== null) return;
    stopFollowing?.();
    const stopEngine = followEngine();
    await Promise.all([loadSettings(), loadView(), loadVault(), loadCapture(), loadProviders()]);
    await loadWebhooks();
    void loadOutbox();
    quietly('The queue', loadQueue());
    quietly('The bulk replay', loadReplay());
    const stopPreview = followPreview();
    stopFollowing = () => {
      stopEngine();
      stopPreview();
    };
    useApp.setState({ loaded: true });
    showStartNotices(info.notices);
  } catch (thrown) {
    useApp.setState({ startError: toClientError(thrown).message });
  }
}

/** Writes at once whatever still waits for a pause. */
export function flushStores(): void {
  flushEdits();
  flushView();
}
