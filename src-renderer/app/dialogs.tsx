import { DeletedDialog } from '../features/deleted/deleted-dialog.tsx';
import { FireDialog } from '../features/fire/fire-dialog.tsx';
import { ImportDialog } from '../features/imports/import-dialog.tsx';
import { RecogniseDialog } from '../features/recognise/recognise-dialog.tsx';
import { BulkDialog } from '../features/replay/bulk-dialog.tsx';
import { QueueDialog } from '../features/replay/queue-dialog.tsx';
import { ReplayDialog } from '../features/replay/replay-dialog.tsx';
import { SamplesDialog } from '../features/samples/samples-dialog.tsx';
import { ComposerDialog } from '../features/schemes/composer-dialog.tsx';
import { ExportDialog } from '../features/transfer/export-dialog.tsx';
import { ConflictDialog } from '../features/webhooks/conflict-dialog.tsx';
import { NewWebhookDialog } from '../features/webhooks/new-webhook-dialog.tsx';
import { closeDialog, confirmOpenQuestion, useDialogs } from '../stores/dialogs.ts';
import { ConfirmDialog } from '../ui/confirm-dialog.tsx';
import styles from './dialogs.module.css';
import { KeyMap } from './key-map.tsx';
import { Palette } from './palette.tsx';

/** Whatever dialog is open. */
export function Dialogs() {
  const open = useDialogs((state) => state.open);
  if (open === null) return null;
  switch (open.kind) {
    case 'palette':
      return <Palette />;
    case 'keys':
      return <KeyMap />;
    case 'new-webhook':
      return <NewWebhookDialog onClose={closeDialog} />;
    case 'conflict':
      return <ConflictDialog webhookId={open.webhookId} onClose={closeDialog} />;
    case 'fire':
      return <FireDialog webhookId={open.webhookId} onClose={closeDialog} />;
    case 'replay':
      return <ReplayDialog seq={open.seq} onClose={closeDialog} />;
    case 'bulk-replay':
      return <BulkDialog filter={open.filter} onClose={closeDialog} />;
    case 'samples':
      return <SamplesDialog providerId={open.providerId} webhookId={open.webhookId} onClose={closeDialog} />;
    case 'export':
      return <ExportDialog webhookIds={open.webhookIds} onClose={closeDialog} />;
    case 'import-requests':
      return <ImportDialog onClose={closeDialog} />;
    case 'deleted':
      return <DeletedDialog onClose={closeDialog} />;
    case 'recognise':
      return <RecogniseDialog seq={open.seq} onClose={closeDialog} />;
    case 'scheme':
      return <ComposerDialog start={open} onClose={closeDialog} />;
    case 'queue':
      return <QueueDialog onClose={closeDialog} />;
    case 'confirm-send':
      return (
        <ConfirmDialog
          open
          title="Send it like this?"
          description="Something about this request is probably not what you want."
          confirm={`${open.verb} anyway`}
          onConfirm={confirmOpenQuestion}
          onCancel={closeDialog}
        >
          <ul className={styles.confirmations}>
            {open.confirmations.map(({ id, message }) => (
              <li key={id}>{message}</li>
            ))}
          </ul>
        </ConfirmDialog>
      );
  }
}
