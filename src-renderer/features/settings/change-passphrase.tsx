import { type FormEvent, useState } from 'react';
import { toClientError } from '../../client/client-error.ts';
import { notify } from '../../stores/notices.ts';
import { usePassphraseRating } from '../../stores/passphrase-rating.ts';
import { changePassphrase, chooseProtection } from '../../stores/vault.ts';
import { Button } from '../../ui/button.tsx';
import { KeyDerivation } from '../../ui/key-derivation.tsx';
import { isNewPassphrase, NewPassphrase } from '../../ui/new-passphrase.tsx';
import { TextField } from '../../ui/text-field.tsx';
import styles from './settings-screen.module.css';

const empty = { current: '', passphrase: '', repeated: '' };

/**
 * Sets another passphrase.
 * @param isFirst secrets live in memory alone until now, so that there is none to give
 */
export function ChangePassphrase({ isFirst }: { isFirst: boolean }) {
  const [typed, setTyped] = useState(empty);
  const [tried, setTried] = useState(false);
  const [busy, setBusy] = useState(false);
  const [refused, setRefused] = useState<string | null>(null);
  const rating = usePassphraseRating(typed.passphrase);

  async function change(event: FormEvent): Promise<void> {
    event.preventDefault();
    setTried(true);
    if (busy || !isNewPassphrase(typed) || (!isFirst && typed.current === '')) return;
    setBusy(true);
    try {
      if (isFirst) await chooseProtection(typed.passphrase);
      else await changePassphrase(typed.current, typed.passphrase);
      notify('success', isFirst ? 'Secrets are protected by the passphrase' : 'Passphrase changed');
      setTyped(empty);
      setTried(false);
    } catch (thrown) {
      setRefused(toClientError(thrown).message);
    } finally {
      setBusy(false);
    }
  }

  const missing = tried && typed.current === '' ? 'Type the present passphrase.' : null;
  const problem = refused ?? missing;
  return (
    <form className={styles.stack} onSubmit={(event) => void change(event)}>
      {!isFirst && (
        <TextField
          label="Present passphrase"
          type="password"
          autoComplete="current-password"
          value={typed.current}
          problems={problem === null ? [] : [{ message: problem, severity: 'error' }]}
          onChange={(current) => {
            setTyped({ ...typed, current });
            setRefused(null);
          }}
        />
      )}
      <NewPassphrase
        {...typed}
        tried={tried}
        rating={rating}
        onChange={(next) => {
          setTyped({ ...typed, ...next });
          if (isFirst) setRefused(null);
        }}
      />
      {isFirst && refused !== null && <p role="alert">{refused}</p>}
      {busy && <KeyDerivation />}
      <div>
        <Button type="submit" busy={busy}>
          {isFirst ? 'Protect with passphrase' : 'Change passphrase'}
        </Button>
      </div>
    </form>
  );
}
