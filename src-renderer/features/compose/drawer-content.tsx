import type { BodyType, BranchCoverage, TemplateContext } from '../../../src-preload/contract/template.ts';
import type { Webhook } from '../../../src-preload/contract/webhook.ts';
import type { EditorHandle } from '../../editor/editor-handle.ts';
import type { TemplateSurroundings } from '../../editor/language/model-contexts.ts';
import { chooseSample } from '../../stores/compose.ts';
import { notify, notifyError } from '../../stores/notices.ts';
import { saveSample } from '../../stores/samples.ts';
import { BranchList } from './branch-list.tsx';
import styles from './compose-pane.module.css';
import { EventData } from './event-data.tsx';
import { runHostile } from './hostile-run.ts';
import { HostileTable } from './hostile-table.tsx';
import type { Drawer } from './lower-bar.tsx';
import { ProblemList } from './problem-list.tsx';
import { type TemplateSubject, useTemplateContext } from './template-in-use.ts';
import { useBodyType, useDiagnostics, useQueries } from './use-diagnostics.ts';
import { useTemplateCheck } from './use-template-check.ts';

async function addSample(webhook: Webhook, eventType: string, label: string, dataText: string): Promise<void> {
  try {
    const name = `Reaches ${label}`.slice(0, 200);
    const saved = await saveSample({ providerId: webhook.providerId, id: null, eventType, name, dataText });
    chooseSample(webhook.id, saved);
    notify('success', `Sample “${saved.name}” added and chosen`);
  } catch (thrown) {
    notifyError('The sample was not added', thrown);
  }
}

export interface DrawerContentProps {
  drawer: Drawer;
  subject: TemplateSubject;
  surroundings: TemplateSurroundings;
  coverage: readonly BranchCoverage[];
  editor: EditorHandle | null;
}

function Hostile({ webhookId, context }: { webhookId: string; context: TemplateContext }) {
  const { result, error } = useTemplateCheck(runHostile, context, 400);
  const type = useBodyType(webhookId);
  // Nothing is encoded in plain text, so there is one list.
  const runs = result === null || type !== 'text' ? result : { ...result, raw: null };
  return <HostileTable runs={runs} error={error} safeLabel={SAFE_LABELS[type]} />;
}

const SAFE_LABELS: Readonly<Record<BodyType, string>> = {
  json: 'JSON-safe',
  form: 'Form-safe',
  xml: 'XML-safe',
  text: 'As they are',
};

/** The problems of the query values, each list under the name of its parameter. */
function QueryProblems({ webhookId }: { webhookId: string }) {
  const queries = useQueries(webhookId);
  const wrong = queries
    .map((query, index) => ({ ...query, index }))
    .filter(({ diagnostics }) => diagnostics.length > 0);
  if (wrong.length === 0) return <ProblemList text="" diagnostics={[]} onShow={null} onFix={null} />;
  return wrong.map(({ index, name, diagnostics }) => (
    <section key={index} aria-label={`Problems of ${name}`}>
      <h3 className={`${styles.branch} ${styles.dim}`}>{name === '' ? `Query parameter ${index + 1}` : name}</h3>
      <ProblemList text="" diagnostics={diagnostics} onShow={null} onFix={null} />
    </section>
  ));
}

/** What is behind the bar under the editor. */
export function DrawerContent(props: DrawerContentProps) {
  const { drawer, subject, surroundings, coverage, editor } = props;
  const { webhook, choice } = subject;
  const context = useTemplateContext(subject, surroundings);
  const diagnostics = useDiagnostics(webhook.id);
  if (drawer === 'data') return <EventData webhook={webhook} choice={choice} />;
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reachable with the keyboard
    <section className={styles.scroll} aria-label={NAMES[drawer]} tabIndex={0}>
      {drawer === 'problems' && context.kind === 'query' && <QueryProblems webhookId={webhook.id} />}
      {drawer === 'problems' && context.kind === 'body' && (
        <ProblemList
          text={context.text}
          diagnostics={diagnostics}
          onShow={({ range }) => editor?.reveal(range)}
          onFix={({ edits }) => editor?.replace(edits)}
        />
      )}
      {drawer === 'branches' && (
        <BranchList
          text={context.text}
          coverage={coverage}
          onShow={(range) => editor?.reveal(range)}
          onAdd={({ label }, dataText) => void addSample(webhook, choice.eventType, label, dataText)}
        />
      )}
      {drawer === 'hostile' && <Hostile webhookId={webhook.id} context={context} />}
    </section>
  );
}

const NAMES: Readonly<Record<Drawer, string>> = {
  data: 'Event data',
  problems: 'Problems',
  branches: 'Branches',
  hostile: 'Hostile values',
};
