import { type FormEvent, useState } from 'react';
import { toClientError } from '../../client/client-error.ts';
import { usePassphraseRating } from '../../stores/passphrase-rating.ts';
import { chooseProtection } from '../../stores/vault.ts';
import { Banner } from '../../ui/banner.tsx';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { KeyDerivation } from '../../ui/key-derivation.tsx';
import { isNewPassphrase, NewPassphrase } from '../../ui/new-passphrase.tsx';
import styles from './vault.module.css';

/** There is no keyring: the user says once how secrets are kept. */
export function ChooseProtection() {
  const [typed, setTyped] = useState({ passphrase: '', repeated: '' });
  const [tried, setTried] = useState(false);
  const [busy, setBusy] = useState<'passphrase' | 'memory' | null>(null);
  const [failure, setFailure] = useState<string | null>(null);
  const rating = usePassphraseRating(typed.passphrase);

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
    if (isNewPassphrase(typed)) void choose(typed.passphrase);
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
          <NewPassphrase
            {...typed}
            tried={tried}
            rating={rating}
            autoFocus
            onChange={(change) => setTyped({ ...typed, ...change })}
          />
        </div>
        <p className={styles.words}>
          Secrets are encrypted with it in the workspace, and you type it at each start. It cannot be recovered: without
          it every secret has to be entered again.
        </p>
        {busy === 'passphrase' && <KeyDerivation />}
        <Button variant="primary" type="submit" busy={busy === 'passphrase'} disabled={busy !== null}>
          Protect with passphrase
        </Button>
      </form>
      <div className={styles.option}>
        <p className={styles.words}>
          Or nothing is written: secrets stay in memory and are gone when Hookwright closes. What the sample signs with
          is made again at the next start. Webhooks and the log are kept either way, and a passphrase can be set later.
        </p>
        <Button busy={busy === 'memory'} disabled={busy !== null} onClick={() => void choose(null)}>
          Keep secrets for this run only
        </Button>
      </div>
      {failure !== null && <Banner tone="failure">{failure}</Banner>}
    </Dialog>
  );
}
