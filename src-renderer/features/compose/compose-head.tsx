import { Braces, Ellipsis, RotateCcw, TextQuote, WandSparkles } from 'lucide-react';
import type { Insertion } from '../../../src-preload/contract/template.ts';
import type { Webhook, WebhookDraft } from '../../../src-preload/contract/webhook.ts';
import type { EventChoice } from '../../stores/compose.ts';
import { IconButton } from '../../ui/icon-button.tsx';
import { Menu, type MenuItem } from '../../ui/menu.tsx';
import { BareSelect } from '../../ui/select.tsx';
import styles from './compose-pane.module.css';
import { EventPickers } from './event-pickers.tsx';

const INSERTIONS: readonly { value: Insertion; label: string; hint: string }[] = [
  { value: 'json-safe', label: 'JSON-safe', hint: 'Values are escaped, so the payload stays valid JSON' },
  { value: 'raw', label: 'Raw', hint: 'Values go in as they are, as the service does it' },
];

export interface ComposeHeadProps {
  webhook: Webhook;
  draft: WebhookDraft;
  choice: EventChoice;
  isBody: boolean;
  /** The template differs from the documented payload. */
  isChanged: boolean;
  placeholdersOpen: boolean;
  onInsertion: (insertion: Insertion) => void;
  onPlaceholders: () => void;
  onFormat: () => void;
  onOutline: () => void;
  onReset: () => void;
}

/** What the template is tried with, and what can be done with it. */
export function ComposeHead(props: ComposeHeadProps) {
  const { webhook, draft, choice, isBody, isChanged, placeholdersOpen, onPlaceholders } = props;
  const items: MenuItem[] = [
    { id: 'format', label: 'Format', icon: <WandSparkles />, keys: 'Shift+Alt+f', onSelect: props.onFormat },
    { id: 'outline', label: 'Outline…', icon: <TextQuote />, keys: 'Mod+Shift+.', onSelect: props.onOutline },
    'separator',
    {
      id: 'reset',
      label: 'Reset to the documented payload',
      hint: isChanged ? undefined : 'It is the documented one',
      icon: <RotateCcw />,
      disabled: !isChanged,
      onSelect: props.onReset,
    },
  ];
  return (
    <div className={styles.head}>
      <EventPickers webhook={webhook} draft={draft} choice={choice} />
      <span className={styles.spring} />
      {isBody && (
        <>
          <BareSelect
            label="How values are inserted"
            value={draft.insertion}
            options={INSERTIONS}
            onChange={props.onInsertion}
          />
          <IconButton
            size="small"
            label="Placeholders"
            keys="Mod+I"
            icon={<Braces />}
            pressed={placeholdersOpen}
            onClick={onPlaceholders}
          />
          <Menu
            align="end"
            trigger={<IconButton size="small" label="More for the template" icon={<Ellipsis />} />}
            items={items}
          />
        </>
      )}
    </div>
  );
}
