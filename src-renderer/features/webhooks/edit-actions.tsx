import type { Webhook } from '../../../src-preload/contract/webhook.ts';
import { keysOf } from '../../commands/table.ts';
import { cancelEdits, saveWebhook, useIsNew } from '../../stores/webhook-actions.ts';
import { isEdited, useWebhooks } from '../../stores/webhooks.ts';
import { Button } from '../../ui/button.tsx';
import styles from './webhook-pane.module.css';

/** Save and Cancel, while there is something to save. */
export function EditActions({ webhook }: { webhook: Webhook }) {
  const edited = useWebhooks((state) => isEdited(state, webhook.id));
  const saving = useWebhooks((state) => state.saving === webhook.id);
  const isNew = useIsNew(webhook.id);
  if (!edited && !isNew) return null;
  return (
    <div className={styles.edits}>
      <span className={styles.unsaved}>{isNew ? 'New, not saved yet' : 'Edits not saved'}</span>
      <Button size="small" variant="ghost" onClick={() => void cancelEdits(webhook.id)}>
        Cancel
      </Button>
      <Button size="small" keys={keysOf('webhook.save')} busy={saving} onClick={() => void saveWebhook(webhook.id)}>
        Save
      </Button>
    </div>
  );
}
