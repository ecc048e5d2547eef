import { Redo2, Save, Undo2 } from 'lucide-react';
import { type KeyboardEvent, useEffect, useMemo, useState } from 'react';
import type { ComposerStart } from '../../stores/dialogs.ts';
import {
  changeScheme,
  closeComposer,
  isChanged,
  openComposer,
  redoEdit,
  saveScheme,
  undoEdit,
  useComposer,
} from '../../stores/scheme-composer.ts';
import { setView, useViewText } from '../../stores/view.ts';
import { Banner } from '../../ui/banner.tsx';
import { Button } from '../../ui/button.tsx';
import { ConfirmDialog } from '../../ui/confirm-dialog.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { IconButton } from '../../ui/icon-button.tsx';
import { isMac, matchesChord } from '../../ui/keys.ts';
import { Skeleton } from '../../ui/skeleton.tsx';
import { Split } from '../../ui/split.tsx';
import { TabPanel, Tabs } from '../../ui/tabs.tsx';
import { narrow, useMedia } from '../../ui/use-media.ts';
import styles from './composer.module.css';
import { ExamplePane } from './example-pane.tsx';
import { issuesAt } from './form-parts.ts';
import { blankScheme } from './scheme-edits.ts';
import { SchemeForm } from './scheme-form.tsx';
import { SchemeText } from './scheme-text.tsx';
import { ShortVerdict, TryRequest } from './try-request.tsx';

const tabs = [
  { id: 'form', label: 'Form' },
  { id: 'text', label: 'As text' },
];

/** Who uses the scheme that is changed: they sign by it from then on. */
function describeUsers(names: readonly string[]): string {
  if (names.length === 0) return 'No webhook uses it yet.';
  const shown = names.slice(0, 3).join(', ');
  const more = names.length > 3 ? ` and ${names.length - 3} more` : '';
  const [count, whose] = names.length === 1 ? ['1 webhook', 'Its'] : [`${names.length} webhooks`, 'Their'];
  return `Used by ${count}: ${shown}${more}. ${whose} next delivery is signed by what you save.`;
}

function Work() {
  const state = useComposer();
  const { scheme, trial, text, textProblems, saveProblems, start } = state;
  const [tab, setTab] = useState('form');
  const isNarrow = useMedia(narrow);
  const layout = useViewText('split.schemes', '');
  const problems = useMemo(() => [...saveProblems, ...(trial?.problems ?? [])], [saveProblems, trial]);
  if (scheme === null) return <Skeleton rows={8} label="Opening the scheme" />;
  const form = (
    <Tabs
      label="The scheme as a form or as text"
      size="small"
      className={styles.tabs}
      value={tab}
      items={tabs}
      onChange={setTab}
      trailing={
        <>
          <IconButton
            label="Undo"
            keys="Mod+Z"
            icon={<Undo2 />}
            aria-disabled={state.past.length === 0}
            onClick={undoEdit}
          />
          <IconButton
            label="Redo"
            keys="Mod+Shift+Z"
            icon={<Redo2 />}
            aria-disabled={state.future.length === 0}
            onClick={redoEdit}
          />
        </>
      }
    >
      <TabPanel id="form" className={styles.panel}>
        {textProblems.length > 0 && (
          <div className={styles.banner}>
            <Banner tone="warning" title="“As text” has changes that do not read as a scheme.">
              They are not in this form. Mend them there; a change here drops them.
            </Banner>
          </div>
        )}
        <SchemeForm scheme={scheme} change={changeScheme} at={(path) => issuesAt(problems, path)} />
      </TabPanel>
      <TabPanel id="text" className={styles.panel}>
        <SchemeText
          documentId={`${start.schemeId ?? start.from ?? 'new'}`}
          scheme={scheme}
          text={text}
          problems={textProblems}
        />
      </TabPanel>
    </Tabs>
  );
  const example = (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable with the keyboard
    <section className={styles.side} aria-label="Example and request" tabIndex={0}>
      <ExamplePane trial={trial} problems={problems} />
      <TryRequest />
    </section>
  );
  return (
    <Split
      label="Resize the form"
      direction="row"
      layout={layout === '' ? null : layout}
      onLayout={(next) => setView('split.schemes', next)}
      panes={[
        { id: 'form', size: 58, minimum: isNarrow ? 440 : 520, content: form },
        { id: 'example', size: 42, minimum: 320, content: example },
      ]}
    />
  );
}

/** Text of a request or a secret has its own undo, and so has the editor. */
function hasOwnUndo(target: EventTarget): boolean {
  return target instanceof Element && target.closest('.monaco-editor, [aria-label="Example and request"]') !== null;
}

/** Composes a signing scheme from its parts, beside what it makes of an example and of a request that was pasted. */
export function ComposerDialog({ start, onClose }: { start: ComposerStart; onClose: () => void }) {
  const { scheme, own, saving, problem, textProblems } = useComposer();
  const changed = useComposer(isChanged);
  const [asking, setAsking] = useState(false);
  const { schemeId, from, webhookId } = start;
  useEffect(() => {
    void openComposer({ schemeId, from, webhookId }, blankScheme);
    return closeComposer;
  }, [schemeId, from, webhookId]);

  async function save(): Promise<void> {
    if ((await saveScheme()) && webhookId !== null) onClose();
  }

  function press(event: KeyboardEvent): void {
    const mac = isMac();
    const does = (chord: string): boolean => matchesChord(chord, event.nativeEvent, mac);
    const undo = does('Mod+Z') && !hasOwnUndo(event.target);
    const redo = (does('Mod+Shift+Z') || does('Mod+Y')) && !hasOwnUndo(event.target);
    const isSave = does('Mod+S');
    if (!undo && !redo && !isSave) return;
    event.preventDefault();
    event.stopPropagation();
    if (isSave) void save();
    else if (undo) undoEdit();
    else redoEdit();
  }

  const canSave = scheme !== null && textProblems.length === 0 && (own === null || changed);
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: keys of the whole dialog; each has a button
    <div className={styles.keys} onKeyDown={press}>
      <Dialog
        open
        size="full"
        onClose={() => (changed ? setAsking(true) : onClose())}
        title={scheme === null || scheme.name === '' ? 'Compose a signing scheme' : scheme.name}
        description={own === null ? undefined : describeUsers(own.webhooks.map(({ name }) => name))}
        footer={
          <>
            <ShortVerdict />
            {problem !== null && <Banner tone="failure">{problem}</Banner>}
            <Button onClick={() => (changed ? setAsking(true) : onClose())}>Close</Button>
            <Button
              variant="primary"
              icon={<Save />}
              keys="Mod+S"
              busy={saving}
              disabled={!canSave}
              onClick={() => void save()}
            >
              {own === null ? 'Save the scheme' : 'Save the changes'}
            </Button>
          </>
        }
      >
        <div className={styles.composer}>
          <Work />
        </div>
      </Dialog>
      <ConfirmDialog
        open={asking}
        title="Discard the changes to this scheme?"
        description="They are not saved."
        confirm="Discard the changes"
        cancel="Keep editing"
        danger
        onConfirm={onClose}
        onCancel={() => setAsking(false)}
      />
    </div>
  );
}
