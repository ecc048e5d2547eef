import { Braces, Ellipsis, RotateCcw, TextQuote, WandSparkles } from 'lucide-react';
import type { Provider } from '../../../src-preload/contract/provider.ts';
import type { BodyType, Insertion } from '../../../src-preload/contract/template.ts';
import type { WebhookDraft } from '../../../src-preload/contract/webhook.ts';
import { keysOf } from '../../commands/table.ts';
import type { EditorHandle } from '../../editor/editor-handle.ts';
import { IconButton } from '../../ui/icon-button.tsx';
import { Menu, type MenuItem } from '../../ui/menu.tsx';
import { BareSelect } from '../../ui/select.tsx';
import styles from './compose-pane.module.css';
import { EventPickers } from './event-pickers.tsx';
import { togglePlaceholders, usePlaceholdersOpen } from './placeholder-aside.tsx';
import { resetTemplate, type TemplateSubject, useTemplateText } from './template-in-use.ts';
import { useBodyType } from './use-diagnostics.ts';

const SAFE: Readonly<Record<Exclude<BodyType, 'text'>, { label: string; hint: string }>> = {
  json: { label: 'JSON-safe', hint: 'Values are escaped, so the payload stays valid JSON' },
  form: { label: 'Form-safe', hint: 'Values are encoded for form data (application/x-www-form-urlencoded)' },
  xml: { label: 'XML-safe', hint: 'Values are escaped, so the payload stays well-formed XML' },
};

function toInsertions(type: Exclude<BodyType, 'text'>, { payload }: Provider) {
  const raw =
    payload.documentedInsertion === 'raw'
      ? 'Values go in as they are, as the documentation of the service describes it'
      : 'Values go in as they are';
  return [
    { value: 'json-safe' as const, ...SAFE[type] },
    { value: 'raw' as const, label: 'Raw', hint: raw },
  ];
}

export interface ComposeHeadProps {
  subject: TemplateSubject;
  draft: WebhookDraft;
  editor: EditorHandle | null;
  onInsertion: (insertion: Insertion) => void;
}

function MoreMenu({ subject, editor }: Pick<ComposeHeadProps, 'subject' | 'editor'>) {
  const isChanged = useTemplateText(subject, (text, documented) => text !== documented);
  const { invented } = subject.provider.payload;
  const items: MenuItem[] = [
    {
      id: 'format',
      label: 'Format',
      icon: <WandSparkles />,
      keys: keysOf('template.format'),
      onSelect: () => editor?.run('format'),
    },
    {
      id: 'outline',
      label: 'Outline…',
      icon: <TextQuote />,
      keys: keysOf('template.outline'),
      onSelect: () => editor?.run('outline'),
    },
    'separator',
    {
      id: 'reset',
      label: `Reset to the ${invented ? 'example' : 'documented'} payload`,
      hint: isChanged ? undefined : `It is the ${invented ? 'example' : 'documented one'}`,
      icon: <RotateCcw />,
      disabled: !isChanged,
      onSelect: () => resetTemplate(subject),
    },
  ];
  const trigger = <IconButton size="small" label="More for the template" icon={<Ellipsis />} />;
  return <Menu align="end" trigger={trigger} items={items} />;
}

/** What the template is tried with, and what can be done with it. */
export function ComposeHead({ subject, draft, editor, onInsertion }: ComposeHeadProps) {
  const placeholdersOpen = usePlaceholdersOpen();
  const isBody = draft.send === 'body';
  const type = useBodyType(subject.webhook.id);
  return (
    <div className={styles.head}>
      <EventPickers webhook={subject.webhook} draft={draft} choice={subject.choice} />
      <span className={styles.spring} />
      {isBody && type !== 'text' && (
        <BareSelect
          label="How values are inserted"
          className={styles.insertion}
          value={draft.insertion}
          options={toInsertions(type, subject.provider)}
          onChange={onInsertion}
        />
      )}
      {isBody && type === 'text' && (
        <span
          className={styles.dim}
          title="The Content-Type is no JSON, form data or XML, so there is nothing to encode for"
        >
          Values as they are
        </span>
      )}
      <IconButton
        size="small"
        label="Placeholders"
        keys={keysOf('template.placeholders')}
        icon={<Braces />}
        pressed={placeholdersOpen}
        onClick={togglePlaceholders}
      />
      {isBody && <MoreMenu subject={subject} editor={editor} />}
    </div>
  );
}
