import { FolderInput, X } from 'lucide-react';
import { type FormEvent, useEffect, useState } from 'react';
import type { WorkspaceInfo } from '../../../src-preload/contract/host.ts';
import { toClientError } from '../../client/client-error.ts';
import { notify, notifyError } from '../../stores/notices.ts';
import {
  createWorkspace,
  loadWorkspaces,
  openWorkspaceFolder,
  removeWorkspace,
  renameWorkspace,
  switchWorkspace,
  useWorkspaces,
} from '../../stores/workspaces.ts';
import { Button } from '../../ui/button.tsx';
import { IconButton } from '../../ui/icon-button.tsx';
import { Section } from '../../ui/section.tsx';
import { Status } from '../../ui/status.tsx';
import { TextField } from '../../ui/text-field.tsx';
import styles from './settings-screen.module.css';

interface NameFormProps {
  label: string;
  verb: string;
  initial: string;
  save: (name: string) => Promise<void>;
}

function NameForm({ label, verb, initial, save }: NameFormProps) {
  const [name, setName] = useState(initial);
  const [problem, setProblem] = useState<string | null>(null);
  useEffect(() => setName(initial), [initial]);

  function submit(event: FormEvent): void {
    event.preventDefault();
    setProblem(null);
    save(name).catch((thrown: unknown) => setProblem(toClientError(thrown).message));
  }

  return (
    <form className={styles.bottom} onSubmit={submit}>
      <TextField
        label={label}
        value={name}
        problems={problem === null ? [] : [{ message: problem, severity: 'error' }]}
        onChange={setName}
      />
      <Button type="submit" disabled={name.trim() === '' || name === initial}>
        {verb}
      </Button>
    </form>
  );
}

function Line({ workspace, open }: { workspace: WorkspaceInfo; open: boolean }) {
  return (
    <li className={styles.workspaceLine}>
      <span className={styles.workspaceName}>
        <span className="ellipsis">{workspace.name}</span>
        <code className="ellipsis">{workspace.directory}</code>
      </span>
      {open ? (
        <Status tone="success">open</Status>
      ) : (
        <span className={styles.line}>
          {workspace.missing ? (
            <Status tone="warning">missing</Status>
          ) : (
            <Button
              size="small"
              aria-label={`Switch to ${workspace.name}`}
              onClick={() => void switchWorkspace(workspace.id)}
            >
              Switch
            </Button>
          )}
          <IconButton
            size="small"
            label={`Take ${workspace.name} off the list`}
            tooltip="Take it off the list. Its folder stays."
            icon={<X />}
            onClick={() => void removeWorkspace(workspace)}
          />
        </span>
      )}
    </li>
  );
}

/** The workspaces of this profile: rename the open one, switch, make another, open a folder. */
export function WorkspaceList() {
  const info = useWorkspaces((store) => store.info);
  useEffect(() => {
    loadWorkspaces().catch((thrown: unknown) => notifyError('The workspaces could not be listed', thrown));
  }, []);
  if (info === null) return null;
  const current = info.workspaces.find(({ id }) => id === info.current);
  return (
    <>
      <Section title="Name" hint="Shown in the bar at the top.">
        {current !== undefined && (
          <NameForm
            label="Name of this workspace"
            verb="Rename"
            initial={current.name}
            save={async (name) => {
              await renameWorkspace(current.id, name);
              notify('success', 'Workspace renamed');
            }}
          />
        )}
      </Section>
      <Section title="Workspaces" hint="One is open at a time. Edits that are not saved wait where they are.">
        <ul className={styles.workspaces} aria-label="Workspaces">
          {info.workspaces.map((workspace) => (
            <Line key={workspace.id} workspace={workspace} open={workspace.id === info.current} />
          ))}
        </ul>
        <NameForm label="New workspace" verb="Create and open" initial="" save={createWorkspace} />
        <div>
          <Button icon={<FolderInput />} onClick={() => void openWorkspaceFolder()}>
            Open a folder…
          </Button>
        </div>
      </Section>
    </>
  );
}
