import { CopyPlus, Download, Power, ShieldOff, Trash2 } from 'lucide-react';
import type { KeyboardEvent } from 'react';
import type { Webhook } from '../../../src-preload/contract/webhook.ts';
import { keysOf } from '../../commands/table.ts';
import { openDialog } from '../../stores/dialogs.ts';
import { deleteWebhook, duplicateWebhook, setActive } from '../../stores/webhook-actions.ts';
import { isEdited, useFormDraft, useWebhooks } from '../../stores/webhooks.ts';
import { ContextMenu, type MenuItem } from '../../ui/menu.tsx';
import { Status } from '../../ui/status.tsx';
import { Tooltip } from '../../ui/tooltip.tsx';
import { takesAnyCertificate } from './certificate.ts';
import { ChannelIcon } from './channel-icon.tsx';
import { statusWords } from './status-words.ts';
import styles from './webhook-list.module.css';

interface WebhookRowProps {
  webhook: Webhook;
  providerName: string;
  folded: boolean;
  /** The one whose row the Tab key reaches. */
  selected: boolean;
  current: boolean;
  onSelect: () => void;
}

/** Two letters that tell webhooks apart where there is no room for names. */
function toInitials(name: string): string {
  const words = name.match(/[\p{L}\p{N}]+/gu) ?? [];
  const letters =
    words.length > 1 ? [words[0], words.at(-1)].map((word) => word?.slice(0, 1)) : [words[0]?.slice(0, 2)];
  return letters.join('').toUpperCase() || '–';
}

function menuOf(webhook: Webhook): MenuItem[] {
  const active = webhook.status === 'active';
  return [
    {
      id: 'duplicate',
      label: 'Duplicate',
      icon: <CopyPlus />,
      keys: keysOf('webhook.duplicate'),
      onSelect: () => void duplicateWebhook(webhook.id),
    },
    {
      id: 'active',
      label: active ? 'Deactivate' : 'Activate',
      icon: <Power />,
      keys: keysOf('webhook.activate'),
      onSelect: () => void setActive(webhook.id, !active),
    },
    {
      id: 'export',
      label: 'Export…',
      icon: <Download />,
      onSelect: () => openDialog({ kind: 'export', webhookIds: [webhook.id] }),
    },
    'separator',
    {
      id: 'delete',
      label: 'Delete',
      icon: <Trash2 />,
      danger: true,
      keys: 'Delete',
      onSelect: () => void deleteWebhook(webhook.id),
    },
  ];
}

/** One webhook in the side pane. */
export function WebhookRow({ webhook, providerName, folded, selected, current, onSelect }: WebhookRowProps) {
  const edited = useWebhooks((state) => isEdited(state, webhook.id));
  const draft = useFormDraft(webhook.id);
  const name = draft?.name.trim() || 'Untitled webhook';
  const { tone, word } = statusWords[webhook.status];
  const unverified = takesAnyCertificate(webhook, draft ?? webhook);

  function press(event: KeyboardEvent): void {
    if (event.key !== 'Delete' || event.ctrlKey || event.shiftKey) return;
    event.preventDefault();
    void deleteWebhook(webhook.id);
  }

  const row = (
    <button
      type="button"
      className={styles.row}
      data-webhook={webhook.id}
      data-folded={folded}
      aria-current={current ? 'true' : undefined}
      tabIndex={selected ? 0 : -1}
      onClick={onSelect}
      onKeyDown={press}
    >
      <span className={styles.icon} aria-hidden="true">
        {folded ? (
          <span className={styles.initials}>{toInitials(name)}</span>
        ) : (
          <ChannelIcon channel={draft?.channel ?? webhook.channel} />
        )}
        {folded && (unverified || webhook.status !== 'active') && (
          <span className={styles.mark} data-tone={unverified ? 'failure' : tone} />
        )}
      </span>
      <span className={folded ? 'visually-hidden' : styles.name}>{name}</span>
      {unverified && (
        <span className={folded ? 'visually-hidden' : styles.unverified}>
          <ShieldOff role="img" aria-label="certificate not verified" />
        </span>
      )}
      {edited && <span className={folded ? 'visually-hidden' : styles.edited}>edited</span>}
      {webhook.status !== 'active' && (
        <Status tone={tone} className={folded ? 'visually-hidden' : styles.state}>
          {webhook.status === 'inactive' ? 'off' : word}
        </Status>
      )}
    </button>
  );
  const remarks = [providerName, word, unverified && 'certificate not verified', edited && 'edits not saved'];
  const words = `${name}\n${remarks.filter(Boolean).join(' · ')}`;
  return (
    <ContextMenu items={menuOf(webhook)}>
      {folded ? (
        <span>
          <Tooltip text={words} side="right">
            {row}
          </Tooltip>
        </span>
      ) : (
        <span title={words}>{row}</span>
      )}
    </ContextMenu>
  );
}
