import { Download, Upload } from 'lucide-react';
import { keysOf, runCommand } from '../../commands/table.ts';
import { openImport, useTransfer } from '../../stores/transfer.ts';
import { Banner } from '../../ui/banner.tsx';
import { Button } from '../../ui/button.tsx';
import { Form, Section } from '../../ui/section.tsx';
import { ImportPreview } from './import-preview.tsx';
import { ReadingDialog } from './reading-dialog.tsx';
import styles from './settings-screen.module.css';

/** Webhooks out of this workspace and into it. */
export function TransferPage() {
  const name = useTransfer((state) => state.name);
  const problem = useTransfer((state) => state.problem);
  return (
    <Form label="Import and export">
      <Section
        title="Export"
        hint="Webhooks, custom providers, own signing schemes, settings, custom events and sample events, as one readable JSON file that fits into version control."
      >
        <div>
          <Button icon={<Download />} keys={keysOf('transfer.export')} onClick={() => runCommand('transfer.export')}>
            Export…
          </Button>
        </div>
      </Section>
      <Section title="Import" hint="Previews the changes first. Then all of them are imported, or none.">
        <div className={styles.line}>
          <Button icon={<Upload />} onClick={() => void openImport()}>
            {name === null ? 'Choose a file…' : 'Choose another file…'}
          </Button>
          {name !== null && <code>{name}</code>}
        </div>
        {problem !== null && <Banner tone="failure">{problem}</Banner>}
        <ImportPreview />
        <ReadingDialog />
      </Section>
    </Form>
  );
}
