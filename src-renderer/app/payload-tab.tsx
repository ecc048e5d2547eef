import type { Webhook, WebhookDraft } from '../../src-preload/contract/webhook.ts';
import { ComposePane } from '../features/compose/compose-pane.tsx';
import { PreviewPane } from '../features/compose/preview-pane.tsx';
import { setView, useViewText } from '../stores/view.ts';
import { Split } from '../ui/split.tsx';
import styles from './app.module.css';

export interface PayloadTabProps {
  webhook: Webhook;
  draft: WebhookDraft;
  onDraftChange: (change: Partial<WebhookDraft>) => void;
}

/** What is written beside what comes of it. */
export function PayloadTab(props: PayloadTabProps) {
  const layout = useViewText('split.payload', '');
  return (
    <Split
      label="Resize the preview"
      direction="row"
      layout={layout === '' ? null : layout}
      onLayout={(next) => setView('split.payload', next)}
      panes={[
        {
          id: 'compose',
          size: 50,
          minimum: 280,
          content: (
            <section className={styles.pane} data-pane="" aria-label="Payload" tabIndex={-1}>
              <ComposePane {...props} />
            </section>
          ),
        },
        {
          id: 'preview',
          size: 50,
          minimum: 280,
          content: (
            <section className={styles.pane} data-pane="" aria-label="Preview" tabIndex={-1}>
              <PreviewPane />
            </section>
          ),
        },
      ]}
    />
  );
}
