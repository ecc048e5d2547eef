import { settleConflict } from '../../stores/webhook-actions.ts';
import { findWebhook } from '../../stores/webhooks.ts';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';

/** The webhook was changed elsewhere while it was edited here: which of the two is kept? */
export function ConflictDialog({ webhookId, onClose }: { webhookId: string; onClose: () => void }) {
  const name = findWebhook(webhookId)?.name ?? 'This webhook';
  function settle(keep: 'mine' | 'theirs'): void {
    onClose();
    void settleConflict(webhookId, keep);
  }
  return (
    <Dialog
      open
      onClose={onClose}
      role="alertdialog"
      size="small"
      title={`“${name}” was changed elsewhere`}
      description="It was saved with other values after you began to edit it. Nothing of yours is lost: your edits are still here."
      footer={
        <>
          <Button onClick={() => settle('theirs')}>Take the saved version</Button>
          <Button variant="primary" onClick={() => settle('mine')}>
            Save my edits over it
          </Button>
        </>
      }
    />
  );
}
