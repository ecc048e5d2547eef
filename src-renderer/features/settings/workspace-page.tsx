import { keysOf, runCommand } from '../../commands/table.ts';
import { useApp } from '../../stores/app.ts';
import { Button } from '../../ui/button.tsx';
import { Form, Section } from '../../ui/section.tsx';
import styles from './settings-screen.module.css';
import { WorkspaceList } from './workspace-list.tsx';

const platforms = { linux: 'Linux', darwin: 'macOS', win32: 'Windows' };

/** Where the workspace is, and which app this is. */
export function WorkspacePage() {
  const info = useApp((state) => state.info);
  if (info === null) return null;
  return (
    <Form label="Workspace">
      <WorkspaceList />
      <Section title="Folder" hint="One folder holds everything: webhooks, log, settings.">
        <dl className={styles.facts}>
          <dt>Folder</dt>
          <dd>
            <code>{info.directory}</code>
          </dd>
        </dl>
        <div>
          <Button keys={keysOf('app.folder')} onClick={() => runCommand('app.folder')}>
            Show the folder
          </Button>
        </div>
      </Section>
      <Section title="About">
        <dl className={styles.facts}>
          <dt>Hookwright</dt>
          <dd>{info.version}</dd>
          <dt>Electron</dt>
          <dd>
            {info.electron} on {platforms[info.platform]}
          </dd>
        </dl>
      </Section>
    </Form>
  );
}
