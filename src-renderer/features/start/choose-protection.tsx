import { type FormEvent, useState } from 'react';
import { toClientError } from '../../client/client-error.ts';
import { chooseProtection } from '../../stores/vault.ts';
import { Banner } from '../../ui/banner.tsx';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import type { FieldProblem } from '../../ui/field.tsx';
import { TextField } from '../../ui/text-field.tsx';
import styles from './vault.module.css';

function problemsOf(passphrase: string, repeated: string): { first: FieldProblem[]; second: FieldProblem[] } {
  const error = (message: string): FieldProblem[] => [{ message, severity: 'error' }];
  if (passphrase === '') return { first: error('Type a passphrase.'), second: [] };
  if (passphrase !== repeated) return { first: [], second: error('The two are not the same.') };
  return { first: [], second: [] };
}

/** There is no keyring: the user says once how secrets are kept. */
export function ChooseProtection() {
  const [passphrase, setPassphrase] = useState('');
  const [repeated, setRepeated] = useState('');
  const [tried, setTried] = useState(false);
  const [busy, setBusy] = useState<'passphrase' | 'memory' | null>(null);
  const [failure, setFailure] = useState<string | null>(null);
  const problems = problemsOf(passphrase, repeated);
  const wrong = problems.first.length + problems.second.length > 0;

  async function choose(chosen: string | null): Promise<void> {
    setBusy(chosen === null ? 'memory' : 'passphrase');
    setFailure(null);
    try {
      await chooseProtection(chosen);
    } catch (thrown) {
      setFailure(toClientError(thrown).message);
      setBusy(null);
    }
  }

  function submit(event: FormEvent): void {
    event.preventDefault();
    setTried(true);
    if (!wrong) void choose(passphrase);
  }

  return (
    <Dialog
      open
      onClose={null}
      title="How should Hookwright keep your secrets?"
      description="This system has no keyring that Hookwright can use, and it never writes a signing secret or a password unencrypted. You are asked once."
    >
      <form className={styles.option} onSubmit={submit}>
        <div className={styles.fields}>
          <TextField
            label="Passphrase"
            type="password"
            autoComplete="new-password"
            autoFocus
            value={passphrase}
            problems={tried ? problems.first : []}
            onChange={setPassphrase}
          />
          <TextField
            label="Repeat the passphrase"
            type="password"
            autoComplete="new-password"
            value={repeated}
            problems={tried ? problems.second : []}
            onChange={setRepeated}
          />
        </div>
        <p className={styles.words}>
          Secrets are encrypted with it in the workspace, and you type it at each start. It cannot be recovered: without
          it every secret has to be entered again.
        </p>
        <Button variant="primary" type="submit" busy={busy === 'passphrase'} disabled={busy !== null}>
          Protect with passphrase
        </Button>
      </form>
      <div className={styles.option}>
        <p className={styles.words}>
          Or nothing is written: secrets stay in memory and are gone when Hookwright closes. Webhooks and the log are
          kept either way.
        </p>
        <Button busy={busy === 'memory'} disabled={busy !== null} onClick={() => void choose(null)}>
          Keep secrets for this run only
        </Button>
      </div>
      {failure !== null && <Banner tone="failure">{failure}</Banner>}
    </Dialog>
  );
}
