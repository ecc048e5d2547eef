import { Copy, Eye } from 'lucide-react';
import { type ReactNode, useEffect, useRef } from 'react';
import type { Preview } from '../../../src-preload/contract/compose.ts';
import { registerFocus } from '../../commands/focus.ts';
import { copyText } from '../../commands/system.ts';
import { useCompose } from '../../stores/compose.ts';
import { setView, useViewText } from '../../stores/view.ts';
import { Banner } from '../../ui/banner.tsx';
import { CodeView } from '../../ui/code-view/code-view.tsx';
import { EmptyState } from '../../ui/empty-state.tsx';
import { IconButton } from '../../ui/icon-button.tsx';
import { Skeleton } from '../../ui/skeleton.tsx';
import { TabPanel, Tabs } from '../../ui/tabs.tsx';
import { PreviewBody } from './preview-body.tsx';
import { PreviewBytes } from './preview-bytes.tsx';
import { PreviewFoot } from './preview-foot.tsx';
import { PreviewHeaders } from './preview-headers.tsx';
import styles from './preview-pane.module.css';
import { PreviewSigned } from './preview-signed.tsx';

const TABS = ['preview', 'bytes', 'headers', 'signed', 'curl'] as const;
type Tab = (typeof TABS)[number];

interface Copied {
  what: string;
  text: string;
}

/** What the copy button of a tab takes. */
function toCopy(tab: Tab, preview: Preview): Copied | null {
  const headers = preview.headers.map(({ name, value }) => `${name}: ${value}`).join('\n');
  const signed = preview.signing?.parts.map(({ text }) => text).join('') ?? null;
  const body = preview.body === null ? null : { what: 'Body', text: preview.body };
  if (tab === 'headers') return { what: 'Headers', text: headers };
  if (tab === 'signed') return signed === null ? null : { what: 'Signed text', text: signed };
  return tab === 'curl' ? { what: 'cURL command', text: preview.curl } : body;
}

function NoBody() {
  return (
    <EmptyState icon={<Eye />} title="No body is sent">
      The data goes in query parameters. They stand under Headers, with the URL as it will be called.
    </EmptyState>
  );
}

function Panels({ preview }: { preview: Preview }) {
  const noBody = preview.body === null;
  const panel = (id: Tab, content: ReactNode) => (
    <TabPanel id={id} key={id}>
      {content}
    </TabPanel>
  );
  return [
    panel('preview', noBody ? <NoBody /> : <PreviewBody layout={preview.json === 'none' ? 'exact' : 'json'} />),
    panel('bytes', noBody ? <NoBody /> : <PreviewBytes preview={preview} />),
    panel('headers', <PreviewHeaders preview={preview} />),
    panel('signed', <PreviewSigned preview={preview} />),
    panel('curl', <CodeView label="cURL command" layout="text" text={preview.curl} />),
  ];
}

/** What would be sent now, made by the same step that sends. */
export function PreviewPane() {
  const preview = useCompose((state) => state.preview);
  const error = useCompose((state) => state.previewError);
  const stored = useViewText('preview.tab', 'preview');
  const tab = TABS.find((each) => each === stored) ?? 'preview';
  const pane = useRef<HTMLDivElement>(null);
  useEffect(
    () =>
      registerFocus('preview', () =>
        pane.current?.querySelector<HTMLElement>('[role="tab"][data-state="active"]')?.focus(),
      ),
    [],
  );
  const copied = preview === null ? null : toCopy(tab, preview);
  return (
    <div ref={pane} className={styles.pane}>
      <Tabs
        className={styles.tabs}
        label="Preview"
        value={tab}
        onChange={(next) => setView('preview.tab', next)}
        items={[
          { id: 'preview', label: 'Preview' },
          { id: 'bytes', label: 'Bytes' },
          { id: 'headers', label: 'Headers' },
          { id: 'signed', label: 'Signed text' },
          { id: 'curl', label: 'cURL' },
        ]}
        trailing={
          copied !== null && (
            <IconButton
              size="small"
              label={`Copy ${copied.what === 'cURL command' ? copied.what : copied.what.toLowerCase()}`}
              icon={<Copy />}
              onClick={() => void copyText(copied.text, copied.what)}
            />
          )
        }
      >
        {error !== null && (
          <div className={styles.error}>
            <Banner tone="failure" title="There is no preview of this.">
              {error}
            </Banner>
          </div>
        )}
        {preview === null ? (
          error === null && <Skeleton rows={6} label="Composing the preview" />
        ) : (
          <Panels preview={preview} />
        )}
      </Tabs>
      {preview !== null && <PreviewFoot preview={preview} />}
    </div>
  );
}
