import { retryMails, useOutbox } from '../stores/outbox.ts';
import { showOutbox, showWork, useScreen } from '../stores/screen.ts';
import type { Command } from './command.ts';

/** The mail that is open, when it could be sent now. */
function sendableMail(): string | null {
  const { mail } = useOutbox.getState();
  if (useScreen.getState().screen !== 'outbox' || mail === null) return null;
  return mail.state === 'sent' || mail.sending ? null : mail.id;
}

/** What can be done with the mails that were due. */
export const outboxCommands: readonly Command[] = [
  {
    id: 'app.outbox',
    label: 'Outbox',
    group: 'App',
    keys: ['Mod+O'],
    when: () => true,
    run: () => (useScreen.getState().screen === 'outbox' ? showWork() : showOutbox()),
  },
  {
    id: 'outbox.retry',
    label: 'Send the opened mail now',
    group: 'Send',
    keys: ['Mod+Shift+R'],
    when: () => sendableMail() !== null,
    run() {
      const id = sendableMail();
      if (id !== null) void retryMails({ ids: [id] });
    },
  },
];
