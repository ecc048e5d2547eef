import { FileJson, FolderOpen, RefreshCw, Trash2 } from 'lucide-react';
import { useEffect } from 'react';
import type { FieldIssue } from '../../../src-preload/contract/errors.ts';
import type { ProviderFile, ProviderFiles } from '../../../src-preload/contract/provider-file.ts';
import { keysOf, runCommand } from '../../commands/table.ts';
import { notifyError } from '../../stores/notices.ts';
import {
  addProviderFile,
  dropProviderFile,
  loadProviderFiles,
  removeProviderFile,
  useProviderFiles,
} from '../../stores/provider-files.ts';
import { useProviders } from '../../stores/providers.ts';
import { showSettings } from '../../stores/screen.ts';
import { Banner } from '../../ui/banner.tsx';
import { Button } from '../../ui/button.tsx';
import { Facts } from '../../ui/facts.tsx';
import { IconButton } from '../../ui/icon-button.tsx';
import { Form, Section } from '../../ui/section.tsx';
import { Status } from '../../ui/status.tsx';
import styles from './own-providers-page.module.css';

function count(webhooks: number): string {
  return webhooks === 1 ? '1 webhook' : `${webhooks} webhooks`;
}

function Problems({ problems, label }: { problems: readonly FieldIssue[]; label: string }) {
  return (
    <ul className={styles.problems} aria-label={label}>
      {problems.map(({ path, message }) => (
        <li key={`${path} ${message}`}>
          {path !== '' && <code>{path}</code>} <span>{message}</span>
        </li>
      ))}
    </ul>
  );
}

function FileLine({ file }: { file: ProviderFile }) {
  const { providerId, problems } = file;
  const usable = problems.length === 0;
  return (
    <li className={styles.file}>
      <div className={styles.head}>
        <span className={styles.names}>
          <span className="ellipsis">{file.name ?? file.file}</span>
          {file.name !== null && <code className="ellipsis">{file.file}</code>}
        </span>
        {usable ? (
          <Status tone="success">{file.webhooks === 0 ? 'in use' : count(file.webhooks)}</Status>
        ) : (
          <Status tone="failure">cannot be used</Status>
        )}
        {usable && providerId !== null && (
          <Button
            size="small"
            aria-label={`Settings of ${file.name}`}
            onClick={() => showSettings(`provider:${providerId}`)}
          >
            Settings
          </Button>
        )}
        <IconButton
          size="small"
          label={`Remove ${file.file}`}
          icon={<Trash2 />}
          onClick={() => void removeProviderFile(file.file)}
        />
      </div>
      {!usable && <Problems problems={problems} label={`Problems of ${file.file}`} />}
    </li>
  );
}

function Folder({ known }: { known: ProviderFiles }) {
  return (
    <>
      {known.missing.map(({ providerId, webhooks }) => (
        <Banner key={providerId} tone="warning" title={`The provider file of “${providerId}” is missing or bad.`}>
          Until it is back and reloaded, nothing is sent by {webhooks.join(', ')}. Nothing of it is lost.
        </Banner>
      ))}
      {known.files.length === 0 ? (
        <p className={styles.note}>No files yet. Add one, or put it into the folder and reload.</p>
      ) : (
        <ul className={styles.files} aria-label="Provider files">
          {known.files.map((file) => (
            <FileLine key={file.file} file={file} />
          ))}
        </ul>
      )}
    </>
  );
}

/** What the chosen file would bring, and the button that adds it. */
function Chosen() {
  const chosen = useProviderFiles((state) => state.chosen);
  const busy = useProviderFiles((state) => state.busy);
  if (chosen === null) return null;
  const { name, plan } = chosen;
  const refused = plan.problems.length > 0;
  return (
    <section className={styles.chosen} aria-label={`What ${name} brings`}>
      {refused ? (
        <>
          <Banner tone="failure" title={`${name} cannot be added.`}>
            {plan.problems.length === 1 ? 'One thing is' : `${plan.problems.length} things are`} wrong with it.
          </Banner>
          <Problems problems={plan.problems} label="Problems of the file" />
        </>
      ) : (
        <>
          <h3 className={styles.title}>{plan.name}</h3>
          {plan.summary !== '' && <p className={styles.note}>{plan.summary}</p>}
          <Facts
            facts={[
              { name: 'Id', value: plan.id, mono: true },
              ...plan.brings,
              { name: 'Kept as', value: plan.file, mono: true },
            ]}
          />
          {plan.waiting.length > 0 && (
            <Banner tone="info">Webhooks here wait for it: {plan.waiting.join(', ')}. They go on with it.</Banner>
          )}
        </>
      )}
      <div className={styles.actions}>
        {!refused && (
          <Button variant="primary" busy={busy} onClick={() => void addProviderFile()}>
            Add {plan.name}
          </Button>
        )}
        <Button variant="ghost" onClick={dropProviderFile}>
          Discard
        </Button>
      </div>
    </section>
  );
}

/** Services of the user's own, each a file in a folder of the workspace. */
export function OwnProvidersPage() {
  const known = useProviderFiles((state) => state.known);
  const problem = useProviderFiles((state) => state.problem);
  const states = useProviders((store) => store.states);
  // biome-ignore lint/correctness/useExhaustiveDependencies: providers that change bring other files along
  useEffect(() => {
    loadProviderFiles().catch((thrown: unknown) => notifyError('The provider files could not be listed', thrown));
  }, [states]);
  return (
    <Form label="Own providers">
      <Section
        title="Own providers"
        hint="A service that is not listed here is one JSON file. To start from a service that is, open its page here and save it as a file."
      >
        <div className={styles.buttons}>
          <Button icon={<FileJson />} keys={keysOf('provider.add')} onClick={() => runCommand('provider.add')}>
            Add provider file…
          </Button>
          <Button icon={<RefreshCw />} keys={keysOf('provider.reload')} onClick={() => runCommand('provider.reload')}>
            Reload
          </Button>
          <Button icon={<FolderOpen />} keys={keysOf('provider.folder')} onClick={() => runCommand('provider.folder')}>
            Open folder
          </Button>
        </div>
        {problem !== null && <Banner tone="failure">{problem}</Banner>}
        <Chosen />
      </Section>
      <Section title="Files" hint="They are read when the workspace is opened. A bad one stops no other.">
        {known !== null && <Folder known={known} />}
        {known !== null && (
          <p className={styles.note}>
            Folder: <code>{known.directory}</code>
          </p>
        )}
      </Section>
    </Form>
  );
}
