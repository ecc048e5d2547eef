import { Command } from 'cmdk';
import { X } from 'lucide-react';
import { useMemo } from 'react';
import type { CompletionItem, TemplateContext } from '../../../src-preload/contract/template.ts';
import { call } from '../../client/call.ts';
import type { TemplateSurroundings } from '../../editor/language/model-contexts.ts';
import { IconButton } from '../../ui/icon-button.tsx';
import { Skeleton } from '../../ui/skeleton.tsx';
import { VisibleText } from '../../ui/visible-text.tsx';
import styles from './placeholder-panel.module.css';
import { useTemplateCheck } from './use-template-check.ts';

const OPENING = '{{';

/** Every placeholder that may stand in the template, asked for as completion would: with meaning and sample value. */
async function askPlaceholders(context: TemplateContext): Promise<CompletionItem[]> {
  const items = await call('template.complete', { ...context, offset: OPENING.length, asked: true });
  return items.filter(({ kind }) => kind === 'placeholder');
}

export interface PlaceholderPanelProps {
  surroundings: TemplateSurroundings;
  onInsert: (path: string) => void;
  onClose: () => void;
}

/** The helper: what may stand between the braces, what it means, and what it is in the chosen sample. */
export function PlaceholderPanel({ surroundings, onInsert, onClose }: PlaceholderPanelProps) {
  const context = useMemo(() => ({ ...surroundings, text: OPENING }), [surroundings]);
  const { result, error } = useTemplateCheck(askPlaceholders, context, 0);
  return (
    <aside className={styles.panel} aria-label="Placeholders">
      <Command
        label="Placeholders"
        onKeyDown={(event) => {
          if (event.key !== 'Escape') return;
          event.preventDefault();
          onClose();
        }}
      >
        <div className={styles.search}>
          <Command.Input className={styles.input} placeholder="Find a placeholder" autoFocus />
          <IconButton size="small" label="Close the placeholders" keys="Escape" icon={<X />} onClick={onClose} />
        </div>
        <Command.List className={styles.list} label="Placeholders">
          {result === null && error === null && <Skeleton rows={6} label="Loading placeholders" />}
          {error !== null && <p className={styles.empty}>{error}</p>}
          {result !== null && <Command.Empty className={styles.empty}>No placeholder fits.</Command.Empty>}
          {result?.map((item) => (
            <Command.Item
              key={item.label}
              className={styles.item}
              value={item.label}
              keywords={[item.detail, item.documentation]}
              onSelect={() => onInsert(item.label)}
            >
              <div className={styles.path} title={item.label}>
                {item.label}
              </div>
              <div className={styles.meaning}>{item.documentation === '' ? item.detail : item.documentation}</div>
              {item.note !== null && <div className={styles.note}>{item.note}</div>}
              {item.sample !== null && (
                <div className={styles.sample} title={item.sample}>
                  {item.sample === '' ? '(empty)' : <VisibleText text={item.sample.slice(0, 200)} />}
                </div>
              )}
            </Command.Item>
          ))}
        </Command.List>
      </Command>
    </aside>
  );
}
