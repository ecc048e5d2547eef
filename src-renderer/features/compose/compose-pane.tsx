import { FileJson, FlaskConical, GitBranch, WandSparkles } from 'lucide-react';
import { useEffect, useState } from 'react';
import type { Provider } from '../../../src-preload/contract/provider.ts';
import type { TemplateContext } from '../../../src-preload/contract/template.ts';
import type { Webhook, WebhookDraft } from '../../../src-preload/contract/webhook.ts';
import { call } from '../../client/call.ts';
import { focusOn, registerFocus } from '../../commands/focus.ts';
import type { EditorHandle } from '../../editor/editor-handle.ts';
import { findLineEnds } from '../../editor/language/offsets.ts';
import { TemplateEditor } from '../../editor/template-editor.tsx';
import { type EventChoice, useChoice } from '../../stores/compose.ts';
import { useProvider } from '../../stores/providers.ts';
import { setView, useView, useViewFlag, useViewText } from '../../stores/view.ts';
import { IconButton } from '../../ui/icon-button.tsx';
import { Skeleton } from '../../ui/skeleton.tsx';
import { Split } from '../../ui/split.tsx';
import { Status } from '../../ui/status.tsx';
import { ComposeHead } from './compose-head.tsx';
import styles from './compose-pane.module.css';
import { DrawerContent } from './drawer-content.tsx';
import { type Drawer, drawers, LowerBar, type LowerBarItem } from './lower-bar.tsx';
import { PlaceholderPanel } from './placeholder-panel.tsx';
import { planInsertion } from './plan-insertion.ts';
import { usePointed } from './pointed.ts';
import { QueryValues } from './query-values.tsx';
import { summarizeCoverage, summarizeDiagnostics } from './summaries.ts';
import { useDiagnostics, useEditorFeedback } from './use-diagnostics.ts';
import { useTemplate } from './use-template.ts';
import { useTemplateCheck } from './use-template-check.ts';

export interface ComposePaneProps {
  webhook: Webhook;
  draft: WebhookDraft;
  onDraftChange: (change: Partial<WebhookDraft>) => void;
}

const askCoverage = (context: TemplateContext) => call('template.coverage', context);

function openDrawer(drawer: Drawer | null): void {
  setView('compose.drawer', drawer ?? '');
}

/** The payload: the template in its editor, the event that it is tried with, and what is to be said about it. */
export function ComposePane(props: ComposePaneProps) {
  const provider = useProvider(props.webhook.providerId);
  const choice = useChoice(props.webhook.id);
  if (provider === null || choice === null) return <Skeleton rows={8} label="Loading the payload" />;
  return <Composer {...props} provider={provider} choice={choice} />;
}

function Composer(props: ComposePaneProps & { provider: Provider; choice: EventChoice }) {
  const { webhook, draft, provider, choice, onDraftChange } = props;
  const [editor, setEditor] = useState<EditorHandle | null>(null);
  const template = useTemplate(webhook, draft, provider, choice, onDraftChange);
  const diagnostics = useDiagnostics(webhook.id);
  const isBody = draft.send === 'body';
  const coverage =
    useTemplateCheck(askCoverage, provider.conditionals && isBody ? template.context : null, 250).result ?? [];
  const stored = useViewText('compose.drawer', '');
  const drawer = drawers.find((each) => each === stored) ?? null;
  const layout = useViewText('split.drawer', '');
  useEditorFeedback(editor);
  useComposeKeys(editor);

  const lower = (
    <div className={styles.lower}>
      <LowerBar
        items={describeDrawers(diagnostics, coverage, provider.conditionals && isBody, isBody)}
        open={drawer}
        onOpen={openDrawer}
        trailing={isBody && <Trailing text={template.text} onFormat={() => editor?.run('format')} />}
      />
      {drawer !== null && (
        <div className={styles.drawer}>
          <DrawerContent {...{ drawer, webhook, choice, diagnostics, coverage, editor }} context={template.context} />
        </div>
      )}
    </div>
  );
  return (
    <div className={styles.pane}>
      <ComposeHead
        {...{ webhook, draft, choice, isBody }}
        isChanged={template.isChanged}
        placeholdersOpen={usePlaceholdersOpen()}
        onInsertion={(insertion) => onDraftChange({ insertion })}
        onPlaceholders={togglePlaceholders}
        onFormat={() => editor?.run('format')}
        onOutline={() => editor?.run('outline')}
        onReset={template.reset}
      />
      <div className={styles.container}>
        <Split
          label="Resize what is under the editor"
          direction="column"
          layout={layout === '' ? null : layout}
          onLayout={(next) => setView('split.drawer', next)}
          panes={[
            {
              id: 'editor',
              size: 60,
              minimum: 60,
              content: isBody ? (
                <BodyEditor {...{ template, editor, setEditor }} />
              ) : (
                <QueryValues {...{ webhook, draft, onDraftChange }} getSurroundings={template.getSurroundings} />
              ),
            },
            {
              id: 'lower',
              size: 40,
              minimum: 90,
              content: lower,
              fold: { folded: drawer === null, size: 28, onChange: foldDrawer },
            },
          ]}
        />
      </div>
    </div>
  );
}

function foldDrawer(folded: boolean): void {
  openDrawer(folded ? null : 'data');
}

function usePlaceholdersOpen(): boolean {
  return useViewFlag('compose.placeholders', false);
}

function togglePlaceholders(): void {
  setView('compose.placeholders', useView.getState().values['compose.placeholders'] !== true);
}

interface BodyEditorProps {
  template: ReturnType<typeof useTemplate>;
  editor: EditorHandle | null;
  setEditor: (handle: EditorHandle | null) => void;
}

function BodyEditor({ template, editor, setEditor }: BodyEditorProps) {
  const open = usePlaceholdersOpen();
  function closePanel(): void {
    setView('compose.placeholders', false);
    editor?.focus();
  }
  return (
    <div className={styles.work}>
      <div className={styles.editor}>
        <TemplateEditor
          label="Payload template"
          documentId={template.documentId}
          text={template.text}
          onChange={template.change}
          getSurroundings={template.getSurroundings}
          onPoint={(pointed) => usePointed.setState({ template: pointed?.range ?? null })}
          onReady={setEditor}
        />
      </div>
      {open && (
        <PlaceholderPanel
          context={template.context}
          onInsert={(path) => {
            if (editor === null) return;
            editor.replace([planInsertion(editor.getText(), editor.getSelection(), path)]);
          }}
          onClose={closePanel}
        />
      )}
    </div>
  );
}

/** Lets commands reach the parts of the pane. */
function useComposeKeys(editor: EditorHandle | null): void {
  useEffect(() => {
    const stops = [
      registerFocus('payload-editor', () => editor?.focus()),
      registerFocus('payload-format', () => editor?.run('format')),
      registerFocus('payload-outline', () => editor?.run('outline')),
      registerFocus('payload-placeholders', togglePlaceholders),
      registerFocus('payload-hostile', () => openDrawer('hostile')),
      registerFocus('payload-problems', () => openDrawer('problems')),
      registerFocus('event-data', () => {
        openDrawer('data');
        focusOn('event-data-editor');
      }),
    ];
    return () => {
      for (const stop of stops) stop();
    };
  }, [editor]);
}

function Trailing({ text, onFormat }: { text: string; onFormat: () => void }) {
  const ends = findLineEnds(text);
  const names = { lf: 'LF', crlf: 'CRLF', mixed: 'Mixed line ends' };
  return (
    <>
      {ends !== 'lf' && <span className={styles.place}>{names[ends]}</span>}
      <IconButton
        size="small"
        label="Format the template"
        keys="Shift+Alt+f"
        icon={<WandSparkles />}
        onClick={onFormat}
      />
    </>
  );
}

function describeDrawers(
  diagnostics: ReturnType<typeof useDiagnostics>,
  coverage: Parameters<typeof summarizeCoverage>[0],
  conditionals: boolean,
  isBody: boolean,
): LowerBarItem[] {
  const problems = summarizeDiagnostics(diagnostics);
  const branches = summarizeCoverage(coverage);
  const items: LowerBarItem[] = [
    {
      id: 'data',
      content: (
        <>
          <FileJson size={13} aria-hidden="true" /> Event data
        </>
      ),
    },
    {
      id: 'problems',
      content: <Status tone={problems.tone}>{problems.words}</Status>,
      label: `Problems: ${problems.words}`,
    },
  ];
  if (conditionals && branches !== null) {
    items.push({
      id: 'branches',
      label: `Branches: ${branches.words}`,
      content: (
        <Status tone={branches.complete ? 'idle' : 'warning'} icon={<GitBranch />}>
          {branches.words}
        </Status>
      ),
    });
  }
  if (isBody) {
    items.push({
      id: 'hostile',
      content: (
        <>
          <FlaskConical size={13} aria-hidden="true" /> Hostile values
        </>
      ),
    });
  }
  return items;
}
