import { useState } from 'react';
import { notifyError } from '../../stores/notices.ts';
import { resetVault } from '../../stores/vault.ts';
import { Button } from '../../ui/button.tsx';
import { ConfirmDialog } from '../../ui/confirm-dialog.tsx';
import styles from './vault.module.css';

/** Starts over with a new key, after a question: it cannot be taken back. */
export function ForgetSecrets() {
  const [asking, setAsking] = useState(false);
  const [busy, setBusy] = useState(false);

  async function forget(): Promise<void> {
    setBusy(true);
    try {
      await resetVault();
      setAsking(false);
    } catch (thrown) {
      notifyError('The secrets were not forgotten', thrown);
    } finally {
      setBusy(false);
    }
  }

  return (
    <>
      <Button variant="ghost" className={styles.forget} onClick={() => setAsking(true)}>
        Forget every secret…
      </Button>
      <ConfirmDialog
        open={asking}
        danger
        busy={busy}
        title="Forget every secret?"
        description="All signing secrets and passwords of this workspace are deleted and have to be entered again. Webhooks and the log stay. This cannot be undone."
        confirm="Forget every secret"
        onConfirm={() => void forget()}
        onCancel={() => setAsking(false)}
      />
    </>
  );
}
