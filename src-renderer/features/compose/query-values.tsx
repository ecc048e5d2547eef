import { useEffect, useRef } from 'react';
import type { Webhook, WebhookDraft } from '../../../src-preload/contract/webhook.ts';
import type { EditorHandle } from '../../editor/editor-handle.ts';
import type { TemplateSurroundings } from '../../editor/language/model-contexts.ts';
import { TemplateField } from '../../editor/template-editor.tsx';
import { useCompose } from '../../stores/compose.ts';
import { KeyValueList } from '../../ui/key-value-list.tsx';
import { Meter } from '../../ui/meter.tsx';
import styles from './compose-pane.module.css';
import { PlaceholderAside } from './placeholder-aside.tsx';

export interface QueryValuesProps {
  webhook: Webhook;
  draft: WebhookDraft;
  surroundings: TemplateSurroundings;
  onDraftChange: (change: Partial<WebhookDraft>) => void;
}

interface QueryValueProps {
  webhookId: string;
  index: number;
  value: string;
  getSurroundings: () => TemplateSurroundings;
  onChange: (value: string) => void;
  /** The cursor is in it. */
  onUse: (editor: EditorHandle) => void;
}

/** One query value: an editor of the same language on one line, with its own problems and its own meter. */
function QueryValue({ webhookId, index, value, getSurroundings, onChange, onUse }: QueryValueProps) {
  const handle = useRef<EditorHandle | null>(null);
  const result = useCompose(({ preview, previewOf }) => (previewOf === webhookId ? preview?.query[index] : undefined));
  const meant = useCompose(({ previewInput }) => previewInput?.draft.query[index]?.value);
  useEffect(() => {
    if (result !== undefined && meant !== undefined) handle.current?.setDiagnostics(meant, result.diagnostics);
  }, [result, meant]);
  return (
    <div className={styles.queryValue}>
      <TemplateField
        label={`Value of query parameter ${index + 1}`}
        documentId={`${webhookId}/query/${index}`}
        text={value}
        onChange={onChange}
        getSurroundings={getSurroundings}
        onPoint={(pointed) => {
          if (pointed?.by === 'selection' && handle.current !== null) onUse(handle.current);
        }}
        placeholder="Value or {{placeholder}}"
        invalid={result?.diagnostics.some(({ severity }) => severity === 'error') ?? false}
        onReady={(next) => {
          handle.current = next;
        }}
      />
      {result !== undefined && (result.meter.cut || result.meter.limit !== null) && (
        <Meter label={`Characters of query parameter ${index + 1}`} {...result.meter} />
      )}
    </div>
  );
}

/** The data as query parameters: there is no body and no signature then. */
export function QueryValues({ webhook, draft, surroundings, onDraftChange }: QueryValuesProps) {
  const used = useRef<EditorHandle | null>(null);
  return (
    <div className={`${styles.work} ${styles.values}`}>
      <QueryList
        {...{ webhook, draft, onDraftChange }}
        getSurroundings={() => surroundings}
        onUse={(editor) => {
          used.current = editor;
        }}
      />
      <PlaceholderAside surroundings={surroundings} getEditor={() => used.current} />
    </div>
  );
}

type QueryListProps = Omit<QueryValuesProps, 'surroundings'> & Pick<QueryValueProps, 'getSurroundings' | 'onUse'>;

function QueryList({ webhook, draft, getSurroundings, onUse, onDraftChange }: QueryListProps) {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reachable with the keyboard
    <section className={styles.query} aria-label="Query parameters" tabIndex={0}>
      <KeyValueList
        label="Query parameters"
        noun="query parameter"
        items={draft.query}
        problemsAt={() => []}
        hint="Values are encoded for the URL when they are sent; the limit counts them before that."
        onChange={(query) => onDraftChange({ query })}
        renderValue={({ value }, index, onChange) => (
          <QueryValue {...{ webhookId: webhook.id, index, value, getSurroundings, onChange, onUse }} />
        )}
      />
    </section>
  );
}
