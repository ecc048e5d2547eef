import { FileJson, FlaskConical, GitBranch, Info, WandSparkles } from 'lucide-react';
import { memo, useCallback, useEffect, useMemo, useState } from 'react';
import type { BranchCoverage } from '../../../src-preload/contract/template.ts';
import type { Webhook, WebhookDraft } from '../../../src-preload/contract/webhook.ts';
import { focusOn, registerFocus } from '../../commands/focus.ts';
import { keysOf } from '../../commands/table.ts';
import type { EditorHandle } from '../../editor/editor-handle.ts';
import type { TemplateSurroundings } from '../../editor/language/model-contexts.ts';
import { findLineEnds } from '../../editor/language/offsets.ts';
import { useChoice } from '../../stores/compose.ts';
import { sameData } from '../../stores/drafts.ts';
import { useProvider } from '../../stores/providers.ts';
import { useTemplateChoice } from '../../stores/template-choice.ts';
import { setView, useViewText } from '../../stores/view.ts';
import { IconButton } from '../../ui/icon-button.tsx';
import { Skeleton } from '../../ui/skeleton.tsx';
import { Split } from '../../ui/split.tsx';
import { Status } from '../../ui/status.tsx';
import { BodyEditor } from './body-editor.tsx';
import { ComposeHead } from './compose-head.tsx';
import styles from './compose-pane.module.css';
import { CoverageWatch } from './coverage-watch.tsx';
import { DrawerContent } from './drawer-content.tsx';
import { useHostileWords } from './hostile-run.ts';
import { type Drawer, drawers, LowerBar, type LowerBarItem } from './lower-bar.tsx';
import { togglePlaceholders } from './placeholder-aside.tsx';
import { QueryValues } from './query-values.tsx';
import { summarizeCoverage } from './summaries.ts';
import { type TemplateSubject, useTemplateText } from './template-in-use.ts';
import { useEditorFeedback, useProblemSummary } from './use-diagnostics.ts';

export interface ComposePaneProps {
  webhook: Webhook;
  /** Its templates may be older ones: they are followed where they are shown, so that typing renders little. */
  draft: WebhookDraft;
  onDraftChange: (change: Partial<WebhookDraft>) => void;
}

const NO_BRANCHES: readonly BranchCoverage[] = [];

function openDrawer(drawer: Drawer | null): void {
  setView('compose.drawer', drawer ?? '');
}

function foldDrawer(folded: boolean): void {
  openDrawer(folded ? null : 'data');
}

/** The payload: the template in its editor, the event that it is tried with, and what is to be said about it. */
export const ComposePane = memo(function ComposePane(props: ComposePaneProps) {
  const provider = useProvider(props.webhook.providerId);
  const choice = useChoice(props.webhook.id);
  if (provider === null || choice === null) return <LoadingPayload />;
  return <ChosenTemplate {...props} provider={provider} choice={choice} />;
});

function LoadingPayload() {
  return <Skeleton rows={8} label="Loading the payload" />;
}

type ChosenProps = ComposePaneProps & Pick<TemplateSubject, 'provider' | 'choice'>;

function ChosenTemplate(props: ChosenProps) {
  const template = useTemplateChoice(props.webhook, props.provider, props.choice.eventType);
  return template === null ? <LoadingPayload /> : <Composer {...props} template={template} />;
}

function Composer(props: ChosenProps & Pick<TemplateSubject, 'template'>) {
  const { webhook, draft, provider, choice, template, onDraftChange } = props;
  const [editor, setEditor] = useState<EditorHandle | null>(null);
  const [coverage, setCoverage] = useState<readonly BranchCoverage[]>([]);
  const subject = useMemo<TemplateSubject>(
    () => ({ webhook, provider, choice, template }),
    [webhook, provider, choice, template],
  );
  const isBody = draft.send === 'body';
  const surroundings = useSurroundings(subject, draft);
  const stored = useViewText('compose.drawer', '');
  const drawer = drawers.find((each) => each === stored) ?? null;
  const layout = useViewText('split.drawer', '');
  useEditorFeedback(editor);
  useComposeKeys(editor);
  const takeCoverage = useCallback((next: readonly BranchCoverage[]) => {
    setCoverage((before) => (sameData(before, next) ? before : next));
  }, []);

  const watchesBranches = isBody && provider.conditionals;
  // What was told last may be of another webhook, one with conditionals.
  const branches = watchesBranches ? coverage : NO_BRANCHES;

  const lower = (
    <div className={styles.lower}>
      <StatusBar subject={subject} coverage={branches} isBody={isBody} drawer={drawer} editor={editor} />
      {drawer !== null && (
        <div className={styles.drawer}>
          <DrawerContent {...{ drawer, subject, surroundings, editor }} coverage={branches} />
        </div>
      )}
    </div>
  );
  const upper = isBody ? (
    <BodyEditor {...{ subject, surroundings, editor }} onReady={setEditor} />
  ) : (
    <QueryValues {...{ webhook, draft, surroundings, onDraftChange }} />
  );
  return (
    <div className={styles.pane}>
      {watchesBranches && <CoverageWatch subject={subject} surroundings={surroundings} onResult={takeCoverage} />}
      <ComposeHead {...{ subject, draft, editor }} onInsertion={(insertion) => onDraftChange({ insertion })} />
      {isBody && provider.payload.invented && (
        <p className={styles.remark}>
          <Info size={13} aria-hidden="true" />
          {provider.name} documents no payload. This one is an example by Hookwright.
        </p>
      )}
      <div className={styles.container}>
        <Split
          label="Resize what is under the editor"
          direction="column"
          layout={layout === '' ? null : layout}
          onLayout={(next) => setView('split.drawer', next)}
          panes={[
            { id: 'editor', size: 48, minimum: 60, content: upper },
            {
              id: 'lower',
              size: 52,
              minimum: 140,
              content: lower,
              fold: { folded: drawer === null, size: 28, onChange: foldDrawer },
            },
          ]}
        />
      </div>
    </div>
  );
}

function useSurroundings({ webhook, choice }: TemplateSubject, draft: WebhookDraft): TemplateSurroundings {
  const { eventType, dataText } = choice;
  const { insertion, send } = draft;
  return useMemo(
    () => ({ webhookId: webhook.id, eventType, kind: send === 'body' ? 'body' : 'query', dataText, insertion }),
    [webhook.id, eventType, send, dataText, insertion],
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

interface StatusBarProps {
  subject: TemplateSubject;
  coverage: readonly BranchCoverage[];
  isBody: boolean;
  drawer: Drawer | null;
  editor: EditorHandle | null;
}

function StatusBar({ subject, coverage, isBody, drawer, editor }: StatusBarProps) {
  const problems = useProblemSummary(subject.webhook.id);
  const branches = summarizeCoverage(coverage);
  const hostile = useHostileWords(subject);
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
      label: `Problems: ${problems.words}`,
      content: <Status tone={problems.tone}>{problems.words}</Status>,
    },
  ];
  if (isBody && branches !== null) {
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
      label: hostile === null ? 'Hostile values' : `Hostile values: ${hostile}`,
      content: (
        <>
          <FlaskConical size={13} aria-hidden="true" />
          <span className="ellipsis">{hostile ?? 'Hostile values'}</span>
        </>
      ),
    });
  }
  const trailing = isBody && (
    <>
      <LineEndsNote subject={subject} />
      <IconButton
        size="small"
        label="Format the template"
        keys={keysOf('template.format')}
        icon={<WandSparkles />}
        onClick={() => editor?.run('format')}
      />
    </>
  );
  return <LowerBar items={items} open={drawer} onOpen={openDrawer} trailing={trailing} />;
}

/** Says when line ends are not the ordinary ones: they go on the wire as they are. */
function LineEndsNote({ subject }: { subject: TemplateSubject }) {
  const ends = useTemplateText(subject, findLineEnds);
  if (ends === 'lf') return null;
  return <span className={styles.place}>{ends === 'crlf' ? 'CRLF' : 'Mixed line ends'}</span>;
}
