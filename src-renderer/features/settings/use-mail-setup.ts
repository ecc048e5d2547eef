import { useEffect, useState } from 'react';
import type { FieldIssue } from '../../../src-preload/contract/errors.ts';
import type { MailSettings, MailSetup, OutboxMail } from '../../../src-preload/contract/outbox.ts';
import type { SecretOddity } from '../../../src-preload/contract/webhook.ts';
import { call } from '../../client/call.ts';
import { toClientError } from '../../client/client-error.ts';
import { on } from '../../client/on.ts';
import { notifyError } from '../../stores/notices.ts';

export type MailTest = { state: 'sending' } | { state: 'over'; mail: OutboxMail };

/** The mail server as it is saved and as it is being edited, and what became of the last test. */
export interface MailForm {
  setup: MailSetup;
  draft: MailSettings;
  isEdited: boolean;
  issues: readonly FieldIssue[];
  test: MailTest | null;
  edit(changes: Partial<MailSettings>): void;
  /** False where a field is wrong. */
  save(): Promise<boolean>;
  discard(): void;
  /** Null removes it. */
  setPassword(value: string | null): Promise<boolean>;
  /** Takes away what a warning about it names. */
  tidyPassword(kind: SecretOddity): Promise<boolean>;
  /** Saves what was edited, and sends a mail there. */
  sendTest(to: string): Promise<void>;
}

/** Null until the settings are here. */
export function useMailSetup(): MailForm | null {
  const [setup, setSetup] = useState<MailSetup | null>(null);
  const [edits, setEdits] = useState<MailSettings | null>(null);
  const [issues, setIssues] = useState<readonly FieldIssue[]>([]);
  const [test, setTest] = useState<MailTest | null>(null);

  useEffect(() => {
    function load(): void {
      call('mail.get', {}).then(setSetup, (thrown: unknown) =>
        notifyError('The mail server could not be read', thrown),
      );
    }
    load();
    return on('outbox.changed', load);
  }, []);

  if (setup === null) return null;
  const draft = edits ?? setup.settings;

  /** Runs a call whose refusal belongs to fields, or else into a message. */
  async function attempt(title: string, work: () => Promise<void>): Promise<boolean> {
    try {
      await work();
      setIssues([]);
      return true;
    } catch (thrown) {
      const error = toClientError(thrown);
      setIssues(error.detail.issues ?? []);
      if (error.detail.issues === undefined) notifyError(title, error);
      return false;
    }
  }

  const save = (): Promise<boolean> =>
    attempt('The mail server was not saved', async () => {
      setSetup(await call('mail.save', draft));
      setEdits(null);
    });

  return {
    setup,
    draft,
    isEdited: JSON.stringify(draft) !== JSON.stringify(setup.settings),
    issues,
    test,
    edit: (changes) => setEdits({ ...draft, ...changes }),
    save,
    discard() {
      setEdits(null);
      setIssues([]);
    },
    setPassword: (value) =>
      attempt('The password was not changed', async () => setSetup(await call('mail.setPassword', { value }))),
    tidyPassword: (kind) =>
      attempt('The password was not changed', async () => setSetup(await call('mail.tidyPassword', { kind }))),
    async sendTest(to) {
      setTest(null);
      if (edits !== null && !(await save())) return;
      setTest({ state: 'sending' });
      const sent = await attempt('No test mail was sent', async () => {
        setTest({ state: 'over', mail: await call('mail.test', { to }) });
      });
      if (!sent) setTest(null);
    },
  };
}
