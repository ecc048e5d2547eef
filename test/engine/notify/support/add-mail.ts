import type { DueMail } from '../../../../src-main/engine/notify/outbox.ts';
import type { Room } from './open-room.ts';

/** Writes a mail down, as the end of a delivery does. */
export function addMail({ notify, store }: Pick<Room, 'notify' | 'store'>, changes: Partial<DueMail> = {}): void {
  store.commitNow(() =>
    notify.outbox.add({
      reason: 'delivery-failed',
      to: 'ops@example.com',
      subject: 'A webhook failed',
      text: 'What happened.',
      providerId: 'gridscale',
      webhookId: 'w1',
      deliveryId: 'd1',
      seq: 7,
      ...changes,
    }),
  );
  notify.outbox.wake();
}
