import { useTransfer } from '../../stores/transfer.ts';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { formatCount } from '../../ui/format.ts';
import { Progress } from '../../ui/progress.tsx';
import styles from './reading-dialog.module.css';

/** Progress of a workspace file that takes long to read, and a way to cancel it. */
export function ReadingDialog() {
  const reading = useTransfer((state) => state.reading);
  if (reading === null) return null;
  const { name, purpose, phase, done, total, cancel } = reading;
  return (
    <Dialog
      open
      onClose={cancel}
      title={purpose === 'import' ? 'Import' : 'Preview import'}
      description={
        purpose === 'import'
          ? `Importing from “${name}”. If you cancel, nothing is imported.`
          : `Reading “${name}”. Nothing is imported yet.`
      }
      footer={<Button onClick={cancel}>Cancel</Button>}
    >
      <div className={styles.progress}>
        <Progress
          words={
            total === 0
              ? 'Reading the file'
              : `${formatCount(done)} of ${formatCount(total)} ${
                  phase === 'write' ? 'changes written' : 'webhooks and secrets compared with this workspace'
                }`
          }
          done={done}
          total={total}
        />
      </div>
    </Dialog>
  );
}
