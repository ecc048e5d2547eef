import { useLogSelection } from '../stores/log-selection.ts';
import { notifyError } from '../stores/notices.ts';
import { showTimeMachine, showWork, useScreen } from '../stores/screen.ts';
import { openDeliveryInTimeMachine, openWebhookInTimeMachine } from '../stores/time-machine-entries.ts';
import { useWebhooks } from '../stores/webhooks.ts';
import type { Command } from './command.ts';

function openSelected(): void {
  const { webhooks, selectedId } = useWebhooks.getState();
  const webhook = webhooks.find(({ id }) => id === selectedId);
  if (webhook !== undefined) void openWebhookInTimeMachine(webhook);
}

function openLine(): void {
  const { seq } = useLogSelection.getState();
  if (seq === null) return;
  openDeliveryInTimeMachine(seq).catch((thrown: unknown) => notifyError('The time machine was not opened', thrown));
}

/** The retry time machine, empty-handed or with something to look at. */
export const timeMachineCommands: readonly Command[] = [
  {
    id: 'app.timeMachine',
    label: 'Retry time machine',
    group: 'App',
    keys: ['Mod+Alt+M'],
    when: () => true,
    run: () => (useScreen.getState().screen === 'time-machine' ? showWork() : showTimeMachine()),
  },
  {
    id: 'timeMachine.webhook',
    label: 'Open the webhook’s rule in the time machine',
    group: 'Webhook',
    keys: ['Mod+Alt+H'],
    when: () => useWebhooks.getState().selectedId !== null,
    run: openSelected,
  },
  {
    id: 'timeMachine.delivery',
    label: 'Open the opened delivery in the time machine',
    group: 'Send',
    keys: ['Mod+Alt+D'],
    when: () => useLogSelection.getState().seq !== null,
    run: openLine,
  },
];
