import { FileJson, KeyRound, Trash2, Webhook } from 'lucide-react';
import { useEffect, useState } from 'react';
import type { DeletedItem } from '../../../src-preload/contract/deleted.ts';
import { loadDeleted, purgeDeleted, restoreDeleted, useDeleted } from '../../stores/deleted.ts';
import { notifyError } from '../../stores/notices.ts';
import { Button } from '../../ui/button.tsx';
import { ConfirmDialog } from '../../ui/confirm-dialog.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { Ellipsis } from '../../ui/ellipsis.tsx';
import { EmptyState } from '../../ui/empty-state.tsx';
import { IconButton } from '../../ui/icon-button.tsx';
import { Time } from '../../ui/time.tsx';
import styles from './deleted-dialog.module.css';

const DAY_MS = 24 * 60 * 60 * 1000;

function daysLeft(keptUntil: number): string {
  const days = Math.max(1, Math.ceil((keptUntil - Date.now()) / DAY_MS));
  return days === 1 ? '1 day left' : `${days} days left`;
}

const kinds = {
  webhook: { words: 'Webhook', icon: Webhook },
  sample: { words: 'Sample event', icon: FileJson },
  scheme: { words: 'Signing scheme', icon: KeyRound },
} as const;

function Row({ item, onPurge }: { item: DeletedItem; onPurge: () => void }) {
  const { kind, name, providerName, detail, deletedAt, keptUntil } = item;
  const { words, icon: Icon } = kinds[kind];
  return (
    <li className={styles.row}>
      <span className={styles.icon} title={words}>
        <Icon aria-hidden="true" />
        <span className="visually-hidden">{words}</span>
      </span>
      <span className={styles.words}>
        <Ellipsis className={styles.name} text={name} />
        <Ellipsis className={styles.facts} text={[providerName, detail].filter(Boolean).join(' · ')} />
      </span>
      <span className={styles.when}>
        <Time at={deletedAt} day />
        <span className={styles.facts}>{daysLeft(keptUntil)}</span>
      </span>
      <Button size="small" aria-label={`Restore “${name}”`} onClick={() => void restoreDeleted(item, name)}>
        Restore
      </Button>
      <IconButton size="small" label={`Delete “${name}” permanently`} icon={<Trash2 />} onClick={onPurge} />
    </li>
  );
}

/** What was deleted in the last 30 days: to restore, or to remove for good. */
export function DeletedDialog({ onClose }: { onClose: () => void }) {
  const items = useDeleted((state) => state.items);
  const [purging, setPurging] = useState<DeletedItem | null>(null);
  useEffect(() => {
    loadDeleted().catch((thrown: unknown) => notifyError('What was deleted could not be read', thrown));
    return () => useDeleted.setState({ items: null });
  }, []);

  return (
    <Dialog
      open
      onClose={onClose}
      size="wide"
      title="Recently deleted"
      description="Webhooks, sample events and own signing schemes are kept for 30 days. A webhook comes back with its template, secrets and place, and is not called until then."
      footer={
        <Button variant="primary" data-autofocus="" onClick={onClose}>
          Done
        </Button>
      }
    >
      {items?.length === 0 && (
        <EmptyState icon={<Trash2 />} title="Nothing to restore">
          What you delete appears here.
        </EmptyState>
      )}
      {items !== null && items.length > 0 && (
        <ul className={styles.list} aria-label="Recently deleted">
          {items.map((item) => (
            <Row key={`${item.kind} ${item.id}`} item={item} onPurge={() => setPurging(item)} />
          ))}
        </ul>
      )}
      <ConfirmDialog
        open={purging !== null}
        danger
        title={`Delete “${purging?.name ?? ''}” permanently?`}
        description={
          purging?.kind === 'webhook'
            ? 'The webhook is removed with its template and secrets. Its requests stay in the log. This cannot be undone.'
            : `The ${purging?.kind === 'scheme' ? 'signing scheme' : 'sample event'} is removed. This cannot be undone.`
        }
        confirm="Delete permanently"
        onConfirm={() => {
          if (purging !== null) void purgeDeleted(purging, purging.name);
          setPurging(null);
        }}
        onCancel={() => setPurging(null)}
      />
    </Dialog>
  );
}
