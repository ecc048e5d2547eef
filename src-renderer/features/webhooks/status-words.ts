import type { WebhookStatus } from '../../../src-preload/contract/webhook.ts';
import type { Tone } from '../../ui/status.tsx';

/** How the state of a webhook is told. */
export const statusWords: Readonly<Record<WebhookStatus, { tone: Tone; word: string }>> = {
  active: { tone: 'success', word: 'active' },
  inactive: { tone: 'idle', word: 'inactive' },
  deactivated: { tone: 'warning', word: 'deactivated' },
};
