import { type FormEvent, useState } from 'react';
import type { VaultStatus } from '../../../src-preload/contract/vault.ts';
import { toClientError } from '../../client/client-error.ts';
import { notifyError } from '../../stores/notices.ts';
import { resetVault, unlockVault, useVault } from '../../stores/vault.ts';
import { Button } from '../../ui/button.tsx';
import { ConfirmDialog } from '../../ui/confirm-dialog.tsx';
import { KeyDerivation } from '../../ui/key-derivation.tsx';
import { Form, Section } from '../../ui/section.tsx';
import { Status, type Tone } from '../../ui/status.tsx';
import { TextField } from '../../ui/text-field.tsx';
import { ChangePassphrase } from './change-passphrase.tsx';
import styles from './settings-screen.module.css';

function describe(status: VaultStatus): { tone: Tone; word: string; text: string } {
  switch (status.state) {
    case 'undecided':
      return { tone: 'warning', word: 'not decided', text: 'No secret can be stored until you say how.' };
    case 'locked':
      return { tone: 'warning', word: 'locked', text: 'They are encrypted with a passphrase that was not given yet.' };
    case 'damaged':
      return { tone: 'failure', word: 'unreadable', text: status.message };
    case 'mismatch':
      return {
        tone: 'failure',
        word: 'unreadable',
        text: `They were protected with ${status.expected}; ${status.found ?? 'no keyring'} is here now.`,
      };
    case 'ready':
      switch (status.protection) {
        case 'keyring':
          return {
            tone: 'success',
            word: 'protected by the keyring',
            text: `Encrypted with a key that ${status.keyring ?? 'the system’s keyring'} keeps.`,
          };
        case 'passphrase':
          return {
            tone: 'success',
            word: 'protected by your passphrase',
            text: 'Encrypted in the workspace. Hookwright asks for the passphrase at each start.',
          };
        case 'memory':
          return {
            tone: 'warning',
            word: 'for this run only',
            text: 'Nothing is written. They are gone when Hookwright closes.',
          };
      }
  }
}

function Unlock() {
  const [passphrase, setPassphrase] = useState('');
  const [problem, setProblem] = useState<string | null>(null);
  const [busy, setBusy] = useState(false);
  function unlock(event: FormEvent): void {
    event.preventDefault();
    setBusy(true);
    unlockVault(passphrase)
      .catch((thrown: unknown) => setProblem(toClientError(thrown).message))
      .finally(() => setBusy(false));
  }
  return (
    <form className={styles.bottom} onSubmit={unlock}>
      <TextField
        label="Passphrase"
        type="password"
        value={passphrase}
        problems={problem === null ? [] : [{ message: problem, severity: 'error' }]}
        onChange={setPassphrase}
      />
      <Button type="submit" busy={busy} disabled={passphrase === ''}>
        Unlock
      </Button>
      {busy && <KeyDerivation />}
    </form>
  );
}

/** How secrets are protected now, and the way to start over. */
export function SecretsPage() {
  const status = useVault((state) => state.status);
  const [asking, setAsking] = useState(false);
  if (status === null) return null;
  const { tone, word, text } = describe(status);
  function forget(): void {
    resetVault().then(
      () => setAsking(false),
      (thrown: unknown) => notifyError('The secrets were not forgotten', thrown),
    );
  }
  return (
    <Form label="Secrets">
      <Section title="Protection" hint="Signing secrets and passwords are never written unencrypted.">
        <Status tone={tone}>{word}</Status>
        <p className={styles.note}>{text}</p>
        {status.state === 'locked' && <Unlock />}
      </Section>
      {status.state === 'ready' && status.protection !== 'keyring' && (
        <Section
          title={status.protection === 'memory' ? 'Keep them' : 'Change passphrase'}
          hint={
            status.protection === 'memory'
              ? 'With a passphrase the secrets are written encrypted, those of this run included.'
              : 'Secrets stay as they are. The new passphrase is asked for from the next start on.'
          }
        >
          <ChangePassphrase key={status.protection} isFirst={status.protection === 'memory'} />
        </Section>
      )}
      <Section title="Start over">
        <p className={styles.note}>
          Deletes every secret of this workspace and makes a new key. You are asked again how to keep them.
        </p>
        <div>
          <Button onClick={() => setAsking(true)}>Forget every secret…</Button>
        </div>
      </Section>
      <ConfirmDialog
        open={asking}
        danger
        title="Forget every secret?"
        description="All signing secrets and passwords of this workspace are deleted and have to be entered again. Webhooks and the log stay. This cannot be undone."
        confirm="Forget every secret"
        onConfirm={forget}
        onCancel={() => setAsking(false)}
      />
    </Form>
  );
}
