import { Forward, Trash2 } from 'lucide-react';
import type { OutboxMail } from '../../../src-preload/contract/outbox.ts';
import { revealLogRow } from '../../stores/log-selection.ts';
import { removeMails, retryMails, useOutbox } from '../../stores/outbox.ts';
import { showSettings, showWork, toggleLog } from '../../stores/screen.ts';
import { selectWebhook } from '../../stores/webhook-sync.ts';
import { useWebhook } from '../../stores/webhooks.ts';
import { Banner } from '../../ui/banner.tsx';
import { Button } from '../../ui/button.tsx';
import { Facts } from '../../ui/facts.tsx';
import { IconButton } from '../../ui/icon-button.tsx';
import { Status } from '../../ui/status.tsx';
import { Time } from '../../ui/time.tsx';
import { describeAttempts, describeState, keptHint } from './mail-words.ts';
import styles from './outbox-screen.module.css';

function Links({ mail }: { mail: OutboxMail }) {
  const { seq, webhookId } = mail;
  const webhook = useWebhook(webhookId);
  return (
    <>
      {seq !== null && (
        <Button
          size="small"
          onClick={() => {
            showWork();
            toggleLog(true);
            revealLogRow(seq);
          }}
        >
          Show in the log
        </Button>
      )}
      {webhook !== null && (
        <Button
          size="small"
          onClick={() => {
            selectWebhook(webhook.id);
            showWork();
          }}
        >
          Show the webhook
        </Button>
      )}
    </>
  );
}

function Trouble({ mail }: { mail: OutboxMail }) {
  const { error, state } = mail;
  if (error === null || state === 'sent') return null;
  const final = state === 'failed';
  return (
    <Banner
      tone={final ? 'failure' : 'warning'}
      title={final ? 'It was not sent.' : 'It could not be sent yet.'}
      actions={
        <Button size="small" onClick={() => showSettings('mail')}>
          Mail server…
        </Button>
      }
    >
      <span className="selectable">{error.message}</span>
      {error.response !== null && (
        <p className={styles.response}>
          The server answered <code className="selectable">{error.response}</code>
        </p>
      )}
    </Banner>
  );
}

/** The opened mail: where it stands, what it is about, and its text. */
export function MailReader() {
  const mail = useOutbox((state) => state.mail);
  const blocked = useOutbox((state) => state.hold !== null && state.counts.waiting === 0);
  if (mail === null) return null;
  const { tone, word } = describeState(mail);
  const canSend = mail.state !== 'sent' && !mail.sending;
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable with the keyboard
    <article className={styles.mail} aria-label={mail.subject} tabIndex={0}>
      <header className={styles.mailHead}>
        <h2 className={styles.mailTitle}>{mail.subject}</h2>
        <div className={styles.mailActions}>
          <Status tone={tone} look="chip">
            {word}
          </Status>
          <span className={styles.spring} />
          <Links mail={mail} />
          {canSend && (
            <Button
              size="small"
              icon={<Forward />}
              disabled={blocked}
              title={blocked ? 'There is no mail server to send with' : undefined}
              onClick={() => void retryMails({ ids: [mail.id] })}
            >
              Send now
            </Button>
          )}
          <IconButton
            label="Remove the mail"
            keys="Delete"
            icon={<Trash2 />}
            disabled={mail.sending}
            onClick={() => void removeMails({ ids: [mail.id] })}
          />
        </div>
      </header>
      <Trouble mail={mail} />
      <Facts
        facts={[
          { name: 'To', value: mail.to },
          { name: 'Written', value: <Time at={mail.createdAt} day /> },
          {
            name: 'Attempts',
            value:
              mail.lastAttemptAt === null ? (
                describeAttempts(mail.attempts)
              ) : (
                <>
                  {describeAttempts(mail.attempts)}, the last at <Time at={mail.lastAttemptAt} day />
                </>
              ),
          },
          ...(mail.nextAt === null || mail.sending
            ? []
            : [{ name: 'Next attempt', value: <Time at={mail.nextAt} day /> }]),
        ]}
      />
      {mail.state === 'kept' && <p className={styles.note}>{keptHint}</p>}
      <pre className={styles.text}>{mail.text}</pre>
    </article>
  );
}
