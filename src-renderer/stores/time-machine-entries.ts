import { call } from '../client/call.ts';
import { notify } from './notices.ts';
import { showTimeMachine } from './screen.ts';
import { loadTimeMachine, showLane, takeOutageFromLog } from './time-machine.ts';

/** Shows the rule of a webhook, and the outages that its log has. */
export async function openWebhookInTimeMachine(webhook: { id: string; name: string }): Promise<void> {
  showTimeMachine();
  await loadTimeMachine();
  showLane(`webhook:${webhook.id}`);
  await takeOutageFromLog(webhook, { keepWhenEmpty: true });
}

/** Shows the rule of the delivery that a line of the log belongs to, and the outage that it met. */
export async function openDeliveryInTimeMachine(seq: number): Promise<void> {
  const { delivery } = await call('log.detail', { seq });
  if (delivery === null) {
    notify('info', 'This request was only captured, so there is no retry rule to look at.');
    return;
  }
  showTimeMachine();
  await loadTimeMachine();
  showLane(`webhook:${delivery.webhookId}`);
  await takeOutageFromLog(
    { id: delivery.webhookId, name: delivery.webhookName },
    { deliveryId: delivery.id, keepWhenEmpty: true },
  );
}
