import { useEffect, useMemo, useState } from 'react';
import type { ImportOwner, ImportPlan } from '../../../src-preload/contract/imports.ts';
import {
  applyRequestImport,
  chooseImport,
  dropRequestImport,
  followImports,
  importDrop,
  readImportFiles,
  straightenImport,
  useImports,
} from '../../stores/imports.ts';
import { Banner } from '../../ui/banner.tsx';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { formatBytes, formatCount } from '../../ui/format.ts';
import { Progress } from '../../ui/progress.tsx';
import styles from './import-dialog.module.css';
import { ImportOptions } from './import-options.tsx';
import { ImportTable } from './import-table.tsx';
import { EarlierImports, SourceForm } from './source-form.tsx';

const TITLE = 'Import failed requests';

/** Those that did not succeed, where there are any; else all. */
export function chooseFirst({ items }: ImportPlan): Set<number> {
  const importable = items.flatMap(({ problem }, index) => (problem === null ? [index] : []));
  const failed = importable.filter((index) => items[index]?.outcome !== 'success');
  return new Set(failed.length > 0 ? failed : importable);
}

interface ChooseProps {
  text: string;
  onText: (text: string) => void;
  onClose: () => void;
}

function Choose({ text, onText, onClose }: ChooseProps) {
  const problem = useImports((state) => state.problem);
  const look = (): void => void readImportFiles([new File([text], 'Pasted text')], 'Pasted text', null);
  return (
    <Dialog
      open
      onClose={onClose}
      title={TITLE}
      description="Imported requests go into the log, where you can inspect and replay them. Nothing is sent until you replay it."
      size="wide"
      footer={
        <>
          <Button onClick={onClose}>Cancel</Button>
          <Button variant="primary" disabled={text.trim() === ''} onClick={look}>
            Preview import
          </Button>
        </>
      }
    >
      <div className={styles.form} {...importDrop}>
        {problem !== null && <Banner tone="failure">{problem}</Banner>}
        <SourceForm
          text={text}
          onText={onText}
          onFiles={() => void chooseImport('files')}
          onFolder={() => void chooseImport('folder')}
        />
        <EarlierImports onShow={onClose} />
      </div>
    </Dialog>
  );
}

function Reading({ onClose }: { onClose: () => void }) {
  const reading = useImports((state) => state.reading);
  if (reading === null) return null;
  const { name, phase, doneBytes, totalBytes, requests } = reading;
  const loaded = `${formatBytes(doneBytes)}${totalBytes > 0 ? ` of ${formatBytes(totalBytes)}` : ''}`;
  return (
    <Dialog
      open
      onClose={onClose}
      title={TITLE}
      description={phase === 'loading' ? `Loading “${name}”.` : `Reading “${name}”.`}
      size="wide"
      footer={<Button onClick={dropRequestImport}>Cancel</Button>}
    >
      <div className={styles.form}>
        {phase === 'loading' ? (
          <Progress words={loaded} done={doneBytes} total={totalBytes} />
        ) : (
          <Progress
            words={`${formatCount(requests)} ${requests === 1 ? 'request' : 'requests'} read`}
            done={0}
            total={0}
          />
        )}
      </div>
    </Dialog>
  );
}

function Writing({ onCancel }: { onCancel: () => void }) {
  const writing = useImports((state) => state.writing);
  const name = useImports((state) => state.plan?.name ?? '');
  if (writing === null) return null;
  const { requests, totalRequests } = writing;
  return (
    <Dialog
      open
      onClose={onCancel}
      title={TITLE}
      description={`Importing from “${name}”. If you cancel, nothing is imported.`}
      size="wide"
      footer={<Button onClick={onCancel}>Cancel</Button>}
    >
      <div className={styles.form}>
        <Progress
          words={`${formatCount(requests)} of ${formatCount(totalRequests)} requests`}
          done={requests}
          total={totalRequests}
        />
      </div>
    </Dialog>
  );
}

function describePlan({ items, name }: ImportPlan, skipped: number): string {
  const refused = items.filter(({ problem }) => problem !== null).length;
  const parts = [
    `${name}: ${formatCount(items.length)} ${items.length === 1 ? 'request' : 'requests'}`,
    ...(refused > 0 ? [`${formatCount(refused)} cannot be imported`] : []),
    ...(skipped > 0 ? [`${formatCount(skipped)} other folder entries skipped`] : []),
  ];
  return `${parts.join('; ')}.`;
}

function Preview({ plan, onClose }: { plan: ImportPlan; onClose: () => void }) {
  const skipped = useImports((state) => state.skipped);
  const isWriting = useImports((state) => state.writing !== null);
  const problem = useImports((state) => state.problem);
  const [chosen, setChosen] = useState<ReadonlySet<number>>(() => chooseFirst(plan));
  const [keepCredentials, setKeepCredentials] = useState(false);
  const [owner, setOwner] = useState<ImportOwner>({ by: 'address' });
  const list = useMemo(() => [...chosen], [chosen]);
  if (isWriting) return <Writing onCancel={onClose} />;
  return (
    <Dialog
      open
      onClose={onClose}
      title={TITLE}
      description={plan.problems.length > 0 ? plan.name : describePlan(plan, skipped)}
      size="large"
      footer={
        <>
          <Button onClick={dropRequestImport}>Choose another source</Button>
          <Button
            variant="primary"
            disabled={list.length === 0}
            onClick={() => void applyRequestImport(list, keepCredentials, owner).then((done) => done && onClose())}
          >
            {`Import ${formatCount(list.length)} ${list.length === 1 ? 'request' : 'requests'}`}
          </Button>
        </>
      }
    >
      <div className={styles.form}>
        {problem !== null && <Banner tone="failure">{problem}</Banner>}
        {plan.canStraighten && (
          <Banner
            tone="warning"
            actions={<Button onClick={() => void straightenImport()}>Replace with plain characters</Button>}
          >
            The source has typographic quotes, dashes or spaces where a shell expects plain ones. Those inside quotes
            are kept.
          </Banner>
        )}
        {plan.problems.map(({ path, message }) => (
          <Banner key={`${path} ${message}`} tone="failure" title="This source cannot be imported.">
            {path === '' ? message : `${path}: ${message}`}
          </Banner>
        ))}
        {plan.items.length > 0 && (
          <>
            {plan.notes.length > 0 && (
              <ul className={styles.notes} aria-label="Notes">
                {plan.notes.map((note) => (
                  <li key={note}>{note}</li>
                ))}
              </ul>
            )}
            <ImportOptions {...{ plan, chosen, keepCredentials, setKeepCredentials, owner, setOwner }} />
            <ImportTable plan={plan} chosen={chosen} onChoose={setChosen} owner={owner} />
          </>
        )}
      </div>
    </Dialog>
  );
}

/** Failed requests from elsewhere: choose where they come from, look at what would be imported, and import it whole or not at all. */
export function ImportDialog({ onClose }: { onClose: () => void }) {
  const plan = useImports((state) => state.plan);
  const isReading = useImports((state) => state.reading !== null);
  // What was pasted stays while it is looked at: whoever comes back from there corrects it.
  const [text, setText] = useState('');
  useEffect(followImports, []);
  const close = (): void => {
    dropRequestImport();
    onClose();
  };
  if (plan !== null) return <Preview key={`${plan.id} ${plan.canStraighten}`} plan={plan} onClose={close} />;
  return isReading ? <Reading onClose={close} /> : <Choose text={text} onText={setText} onClose={close} />;
}
