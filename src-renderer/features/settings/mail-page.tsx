import { Send } from 'lucide-react';
import { type FormEvent, useEffect, useRef } from 'react';
import type { MailSecurity, MailSettings } from '../../../src-preload/contract/outbox.ts';
import { showOutbox } from '../../stores/screen.ts';
import { setView, useViewText } from '../../stores/view.ts';
import { Banner } from '../../ui/banner.tsx';
import { Button } from '../../ui/button.tsx';
import type { FieldProblem } from '../../ui/field.tsx';
import { FieldRow, Form, Section } from '../../ui/section.tsx';
import { Select, type SelectOption } from '../../ui/select.tsx';
import { Status } from '../../ui/status.tsx';
import { NumberField, TextArea, TextField } from '../../ui/text-field.tsx';
import { PasswordSetting } from './password-setting.tsx';
import styles from './settings-screen.module.css';
import { type MailForm, useMailSetup } from './use-mail-setup.ts';

const securities: readonly SelectOption<MailSecurity>[] = [
  { value: 'starttls', label: 'STARTTLS', hint: 'Begins in clear and is encrypted before anything is sent. Port 587.' },
  { value: 'tls', label: 'TLS', hint: 'Encrypted from the first byte. Port 465.' },
  { value: 'none', label: 'None', hint: 'For a server on this machine. Port 25.' },
];

const usualPort: Readonly<Record<MailSecurity, number>> = { starttls: 587, tls: 465, none: 25 };

/** A port that somebody chose stays; a usual one moves along. */
function changeSecurity(draft: MailSettings, security: MailSecurity): Partial<MailSettings> {
  const isUsual = draft.port === usualPort[draft.security];
  return isUsual ? { security, port: usualPort[security] } : { security };
}

const isHere = (server: string): boolean => /^(?:localhost|127\.\d+\.\d+\.\d+|\[?::1\]?)$/i.test(server.trim());

function problemsAt(form: MailForm, field: string): FieldProblem[] {
  return form.issues.filter(({ path }) => path === field);
}

function Server({ form }: { form: MailForm }) {
  const { draft, edit } = form;
  const inClear: FieldProblem[] =
    draft.security === 'none' && draft.user !== '' && !isHere(draft.server)
      ? [{ severity: 'warning', message: 'User and password travel in clear. Choose STARTTLS or TLS.' }]
      : [];
  return (
    <>
      <FieldRow>
        <TextField
          label="Server"
          value={draft.server}
          placeholder="mail.example.com"
          problems={problemsAt(form, 'server')}
          onChange={(server) => edit({ server })}
        />
        <NumberField
          label="Port"
          value={draft.port}
          min={1}
          max={65535}
          problems={problemsAt(form, 'port')}
          onChange={(port) => edit({ port })}
        />
      </FieldRow>
      <Select
        label="Encryption"
        value={draft.security}
        options={securities}
        problems={inClear}
        onChange={(security) => edit(changeSecurity(draft, security))}
      />
      <TextField
        label="Sender"
        type="email"
        hint="The address that mails come from."
        value={draft.from}
        placeholder="hooks@example.com"
        problems={problemsAt(form, 'from')}
        onChange={(from) => edit({ from })}
      />
      {draft.security !== 'none' && (
        <TextArea
          label="Trusted certificate"
          optional
          mono
          hint="For a server of your own whose certificate nobody else vouches for: its certificate, or that of its authority, as PEM text."
          value={draft.authority}
          placeholder="-----BEGIN CERTIFICATE-----"
          problems={problemsAt(form, 'authority')}
          onChange={(authority) => edit({ authority })}
        />
      )}
    </>
  );
}

function TestResult({ form }: { form: MailForm }) {
  const { test } = form;
  if (test === null) return null;
  if (test.state === 'sending') return <Status tone="waiting">sending…</Status>;
  const { mail } = test;
  if (mail.state === 'sent') {
    return (
      <div className={styles.line}>
        <Status tone="success">sent to {mail.to}</Status>
        <Button size="small" onClick={showOutbox}>
          Show it in the outbox
        </Button>
      </div>
    );
  }
  return (
    <Banner tone="failure" title="The test mail was not sent.">
      <span className="selectable">{mail.error?.message}</span>
      {mail.error?.response != null && (
        <p className={styles.note}>
          The server answered <code className="selectable">{mail.error.response}</code>
        </p>
      )}
    </Banner>
  );
}

function Test({ form }: { form: MailForm }) {
  const to = useViewText('mail.testTo', '');
  const result = useRef<HTMLDivElement>(null);
  const isOver = form.test?.state === 'over';

  useEffect(() => {
    if (isOver) result.current?.scrollIntoView({ block: 'nearest' });
  }, [isOver]);

  function send(event: FormEvent): void {
    event.preventDefault();
    void form.sendTest(to);
  }
  return (
    <>
      <form className={styles.bottom} onSubmit={send}>
        <TextField
          label="To"
          type="email"
          value={to}
          placeholder={form.draft.from || 'you@example.com'}
          problems={problemsAt(form, 'to')}
          onChange={(next) => setView('mail.testTo', next)}
        />
        <Button
          type="submit"
          icon={<Send />}
          busy={form.test?.state === 'sending'}
          disabled={to.trim() === '' || form.draft.server === ''}
        >
          {form.isEdited ? 'Save and send test mail' : 'Send test mail'}
        </Button>
      </form>
      <div ref={result} role="status" aria-label="Result of the test mail">
        <TestResult form={form} />
      </div>
    </>
  );
}

/** The server that failure mails are sent with. Without one they are kept in the outbox. */
export function MailPage() {
  const form = useMailSetup();
  if (form === null) return null;
  const { draft, isEdited, setup } = form;
  const isOff = setup.settings.server === '';
  return (
    <Form label="Mail">
      <Section
        title="Mail server"
        hint="Sends the mails about failing webhooks over SMTP. Leave it empty to keep them in the outbox alone."
      >
        <Status tone={isOff ? 'idle' : setup.hold === null ? 'success' : 'warning'}>
          {isOff ? 'no server: mails are kept in the outbox' : (setup.hold ?? 'mails are sent')}
        </Status>
        <Server form={form} />
      </Section>
      <Section title="Login" hint="Leave the user empty for a server that asks for none.">
        <TextField
          label="User"
          optional
          value={draft.user}
          problems={problemsAt(form, 'user')}
          onChange={(user) => form.edit({ user })}
        />
        {draft.user !== '' && (
          <PasswordSetting password={setup.password} setPassword={form.setPassword} tidyPassword={form.tidyPassword} />
        )}
        <div className={styles.line}>
          <Button variant="primary" disabled={!isEdited} onClick={() => void form.save()}>
            Save the mail server
          </Button>
          {isEdited && <Button onClick={form.discard}>Discard the edits</Button>}
        </div>
      </Section>
      <Section title="Test" hint="Shows at once whether a mail gets through.">
        <Test form={form} />
      </Section>
    </Form>
  );
}
