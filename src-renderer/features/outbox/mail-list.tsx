import type { KeyboardEvent } from 'react';
import type { OutboxEntry } from '../../../src-preload/contract/outbox.ts';
import { loadOlderMails, removeMails, selectMail, useOutbox } from '../../stores/outbox.ts';
import { Ellipsis } from '../../ui/ellipsis.tsx';
import { Status } from '../../ui/status.tsx';
import { Time } from '../../ui/time.tsx';
import { VirtualList } from '../../ui/virtual-list.tsx';
import { describeState } from './mail-words.ts';
import styles from './outbox-screen.module.css';

function Row({ mail }: { mail: OutboxEntry }) {
  const { tone, word } = describeState(mail);
  return (
    <div className={styles.row}>
      <div className={styles.line}>
        <Ellipsis className={styles.subject} text={mail.subject} />
        <span className={styles.dim}>
          <Time at={mail.createdAt} day />
        </span>
      </div>
      <div className={styles.line}>
        <Ellipsis className={styles.to} text={`to ${mail.to}`} />
        <Status tone={tone}>{word}</Status>
      </div>
    </div>
  );
}

/** The mails, newest first. Arrow keys open, Delete removes. */
export function MailList({ mails }: { mails: readonly OutboxEntry[] }) {
  const selectedId = useOutbox((state) => state.selectedId);
  const selected = mails.findIndex(({ id }) => id === selectedId);

  function press(event: KeyboardEvent): void {
    if (event.key !== 'Delete' || selectedId === null) return;
    event.preventDefault();
    void removeMails({ ids: [selectedId] });
  }

  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: the list inside has the role and the focus; this only hears its keys.
    <div className={styles.list} onKeyDown={press}>
      <VirtualList
        label="Mails"
        count={mails.length}
        rowHeight={52}
        selected={selected}
        keyAt={(index) => mails[index]?.id ?? index}
        onSelect={(index) => {
          const mail = mails[index];
          if (mail !== undefined) selectMail(mail.id);
        }}
        onEnd={() => void loadOlderMails()}
        renderRow={(index) => {
          const mail = mails[index];
          return mail === undefined ? null : <Row mail={mail} />;
        }}
      />
    </div>
  );
}
