import { ChevronDown, ChevronRight } from 'lucide-react';
import { type KeyboardEvent, useRef } from 'react';
import type { ProviderState } from '../../../src-preload/contract/provider.ts';
import type { Webhook } from '../../../src-preload/contract/webhook.ts';
import { useProviders } from '../../stores/providers.ts';
import { showSettings } from '../../stores/screen.ts';
import { setView, useView } from '../../stores/view.ts';
import { selectWebhook } from '../../stores/webhook-sync.ts';
import { useWebhooks } from '../../stores/webhooks.ts';
import { Status } from '../../ui/status.tsx';
import { Tooltip } from '../../ui/tooltip.tsx';
import styles from './webhook-list.module.css';
import { WebhookRow } from './webhook-row.tsx';

export interface WebhookListProps {
  /** Icons alone. */
  folded: boolean;
  /** Another screen is shown: no webhook is marked as the current one. */
  quiet: boolean;
  onOpen: () => void;
}

interface GroupProps extends WebhookListProps {
  id: string;
  name: string;
  mark: Mark | null;
  webhooks: readonly Webhook[];
}

/** Why nothing of a group is sent, and the page of the settings where that can be changed. */
interface Mark {
  word: string;
  explanation: string;
  page: string;
}

function findMark({ provider, settings }: ProviderState): Mark | null {
  if (provider.featureSwitch === null || settings[provider.featureSwitch] !== false) return null;
  const explanation = `All webhooks of ${provider.name} are switched off in its settings.`;
  return { word: 'off', explanation, page: `provider:${provider.id}` };
}

function createMissingMark(providerId: string): Mark {
  const explanation = `The provider file of “${providerId}” is missing. Its webhooks are kept, and not sent.`;
  return { word: 'file missing', explanation, page: 'own-providers' };
}

function GroupHead({ id, name, mark }: Pick<GroupProps, 'id' | 'name' | 'mark'>) {
  const key = `group.${id}`;
  const closed = useView((store) => store.values[key] === true);
  return (
    <div className={styles.groupHead}>
      <button
        type="button"
        className={styles.groupName}
        aria-expanded={!closed}
        onClick={() => setView(key, !closed || null)}
      >
        {closed ? <ChevronRight aria-hidden="true" /> : <ChevronDown aria-hidden="true" />}
        <span className="ellipsis">{name}</span>
      </button>
      {mark !== null && (
        <Tooltip text={mark.explanation}>
          <button type="button" className={styles.off} onClick={() => showSettings(mark.page)}>
            <Status tone="warning">{mark.word}</Status>
          </button>
        </Tooltip>
      )}
    </div>
  );
}

function Group({ id, name, mark, webhooks, folded, quiet, onOpen }: GroupProps) {
  const selectedId = useWebhooks((store) => store.selectedId);
  const closed = useView((store) => store.values[`group.${id}`] === true);
  const shown = closed && !folded ? [] : webhooks;
  return (
    <li>
      {folded ? <div className={styles.rule} /> : <GroupHead id={id} name={name} mark={mark} />}
      <ul aria-label={name}>
        {shown.map((webhook) => (
          <li key={webhook.id}>
            <WebhookRow
              webhook={webhook}
              providerName={name}
              folded={folded}
              selected={webhook.id === selectedId}
              current={webhook.id === selectedId && !quiet}
              onSelect={() => {
                selectWebhook(webhook.id);
                onOpen();
              }}
            />
          </li>
        ))}
      </ul>
    </li>
  );
}

/** All webhooks, by provider. Arrow keys move through them; Enter or Space selects; Del deletes. */
export function WebhookList(props: WebhookListProps) {
  const webhooks = useWebhooks((state) => state.webhooks);
  const states = useProviders((state) => state.states);
  const list = useRef<HTMLUListElement>(null);

  function move(event: KeyboardEvent): void {
    const rows = [...(list.current?.querySelectorAll<HTMLElement>('[data-webhook]') ?? [])];
    const focused = document.activeElement;
    const at = focused instanceof HTMLElement ? rows.indexOf(focused) : -1;
    if (at === -1) return;
    const steps: Readonly<Record<string, number>> = {
      ArrowDown: at + 1,
      ArrowUp: at - 1,
      Home: 0,
      End: rows.length - 1,
    };
    const to = steps[event.key];
    if (to === undefined) return;
    event.preventDefault();
    rows[Math.min(rows.length - 1, Math.max(0, to))]?.focus();
  }

  if (webhooks.length === 0) {
    return props.folded ? null : <p className={styles.none}>None yet. Those that you make are listed here.</p>;
  }
  const missing = [...new Set(webhooks.map(({ providerId }) => providerId))].filter(
    (id) => !states.some(({ provider }) => provider.id === id),
  );
  const groups = [
    ...states.map((state) => ({ id: state.provider.id, name: state.provider.name, mark: findMark(state) })),
    ...missing.map((id) => ({ id, name: id, mark: createMissingMark(id) })),
  ];
  return (
    <ul ref={list} className={styles.list} onKeyDown={move}>
      {groups.map((group) => {
        const own = webhooks.filter((webhook) => webhook.providerId === group.id);
        return own.length === 0 ? null : <Group key={group.id} {...props} {...group} webhooks={own} />;
      })}
    </ul>
  );
}
