import { Copy, Eye } from 'lucide-react';
import { memo, type ReactNode, useEffect, useRef } from 'react';
import { useShallow } from 'zustand/react/shallow';
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
import { PreviewHeaders, QueryTable, RequestLine } from './preview-headers.tsx';
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
      The data goes in query parameters.
    </EmptyState>
  );
}

/** What stands in for a body where there is none: the URL as it will be called, and the values in it. */
function QueryPreview({ preview }: { preview: Preview }) {
  if (preview.query.length === 0) return <NoBody />;
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reachable with the keyboard
    <section className={styles.scroll} aria-label="URL and query values" tabIndex={0}>
      <RequestLine preview={preview} />
      <QueryTable preview={preview} />
    </section>
  );
}

/** What of a preview decides how the pane is built; everything else is followed where it is shown. */
interface Shape {
  here: boolean;
  hasBody: boolean;
  isJson: boolean;
  isSigned: boolean;
}

function shapeOf({ preview }: ReturnType<typeof useCompose.getState>): Shape {
  return {
    here: preview !== null,
    hasBody: preview?.body != null,
    isJson: preview?.json !== 'none',
    isSigned: preview?.signing != null,
  };
}

/** Renders a part of the preview with each new one. */
function Part({ children }: { children: (preview: Preview) => ReactNode }) {
  const preview = useCompose((state) => state.preview);
  return preview === null ? null : children(preview);
}

function Panels({ hasBody, isJson }: Shape) {
  return (
    <>
      <TabPanel id="preview">
        {hasBody ? (
          <PreviewBody layout={isJson ? 'json' : 'exact'} />
        ) : (
          <Part>{(preview) => <QueryPreview preview={preview} />}</Part>
        )}
      </TabPanel>
      <TabPanel id="bytes">{hasBody ? <PreviewBytes /> : <NoBody />}</TabPanel>
      <TabPanel id="headers">
        <Part>{(preview) => <PreviewHeaders preview={preview} />}</Part>
      </TabPanel>
      <TabPanel id="signed">
        <Part>{(preview) => <PreviewSigned preview={preview} />}</Part>
      </TabPanel>
      <TabPanel id="curl">
        <Part>{(preview) => <CodeView label="cURL command" layout="text" text={preview.curl} />}</Part>
      </TabPanel>
    </>
  );
}

function CopyButton({ tab, isSigned, hasBody }: { tab: Tab; isSigned: boolean; hasBody: boolean }) {
  if ((tab === 'signed' && !isSigned) || ((tab === 'preview' || tab === 'bytes') && !hasBody)) return null;
  function copy(): void {
    const { preview } = useCompose.getState();
    const copied = preview === null ? null : toCopy(tab, preview);
    if (copied !== null) void copyText(copied.text, copied.what);
  }
  return <IconButton size="small" label={COPY_LABELS[tab]} icon={<Copy />} onClick={copy} />;
}

const COPY_LABELS: Readonly<Record<Tab, string>> = {
  preview: 'Copy body',
  bytes: 'Copy body',
  headers: 'Copy headers',
  signed: 'Copy signed text',
  curl: 'Copy cURL command',
};

/** What would be sent now, made by the same step that sends. */
export const PreviewPane = memo(function PreviewPane() {
  const shape = useCompose(useShallow(shapeOf));
  const error = useCompose((state) => state.previewError);
  const stored = useViewText('preview.tab', 'preview');
  const tab = TABS.find((each) => each === stored) ?? 'preview';
  const pane = useRef<HTMLDivElement>(null);
  useEffect(() => {
    const toTab = () => pane.current?.querySelector<HTMLElement>('[role="tab"][data-state="active"]')?.focus();
    return registerFocus('preview', toTab);
  }, []);
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
        trailing={shape.here && <CopyButton tab={tab} isSigned={shape.isSigned} hasBody={shape.hasBody} />}
      >
        {error !== null && (
          <div className={styles.error}>
            <Banner tone="failure" title="There is no preview of this.">
              {error}
            </Banner>
          </div>
        )}
        {shape.here ? <Panels {...shape} /> : error === null && <Skeleton rows={6} label="Composing the preview" />}
      </Tabs>
      <Part>{(preview) => <PreviewFoot preview={preview} />}</Part>
    </div>
  );
});
