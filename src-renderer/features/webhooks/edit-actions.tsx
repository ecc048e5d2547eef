import type { Webhook } from '../../../src-preload/contract/webhook.ts';
import { keysOf } from '../../commands/table.ts';
import { revertEdits, saveWebhook } from '../../stores/webhook-actions.ts';
import { isEdited, useWebhooks } from '../../stores/webhooks.ts';
import { Button } from '../../ui/button.tsx';
import styles from './webhook-pane.module.css';

/** Save and Revert, while there is something to save. */
export function EditActions({ webhook }: { webhook: Webhook }) {
  const edited = useWebhooks((state) => isEdited(state, webhook.id));
  const saving = useWebhooks((state) => state.saving === webhook.id);
  if (!edited) return null;
  return (
    <div className={styles.edits}>
      <span className={styles.unsaved}>Edits not saved</span>
      <Button size="small" variant="ghost" onClick={() => revertEdits(webhook.id)}>
        Revert
      </Button>
      <Button size="small" keys={keysOf('webhook.save')} busy={saving} onClick={() => void saveWebhook(webhook.id)}>
        Save
      </Button>
    </div>
  );
}
