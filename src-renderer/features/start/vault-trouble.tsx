import type { VaultStatus } from '../../../src-preload/contract/vault.ts';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { ForgetSecrets } from './forget-secrets.tsx';
import styles from './vault.module.css';

type Trouble = Extract<VaultStatus, { state: 'mismatch' | 'damaged' }>;

function wordsOf(status: Trouble): { title: string; text: string; advice: string } {
  if (status.state === 'damaged') {
    return {
      title: 'The key of your secrets is damaged',
      text: status.message,
      advice: 'Restore the workspace from a backup, or forget the secrets and enter them again.',
    };
  }
  const found = status.found === null ? 'none is there now' : `now there is ${status.found}`;
  return {
    title: 'The keyring has changed',
    text: `The secrets were protected with ${status.expected}, and ${found}. They were left untouched.`,
    advice: `Start Hookwright in the session that has ${status.expected}, or forget the secrets and enter them again.`,
  };
}

/** Secrets cannot be read, and no passphrase would help: why, and what can be done. */
export function VaultTrouble({ status, onLater }: { status: Trouble; onLater: () => void }) {
  const { title, text, advice } = wordsOf(status);
  return (
    <Dialog
      open
      onClose={onLater}
      size="small"
      role="alertdialog"
      title={title}
      description={text}
      footer={
        <div className={styles.foot}>
          <ForgetSecrets />
          <Button variant="primary" onClick={onLater}>
            Go on without them
          </Button>
        </div>
      }
    >
      <p>{advice}</p>
    </Dialog>
  );
}
