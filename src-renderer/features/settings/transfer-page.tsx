import { Download, Upload } from 'lucide-react';
import { useState } from 'react';
import { call } from '../../client/call.ts';
import { toClientError } from '../../client/client-error.ts';
import { notify } from '../../stores/notices.ts';
import { openImport, useTransfer } from '../../stores/transfer.ts';
import { Banner } from '../../ui/banner.tsx';
import { Button } from '../../ui/button.tsx';
import { Checkbox } from '../../ui/checkbox.tsx';
import { Form, Section } from '../../ui/section.tsx';
import { TextField } from '../../ui/text-field.tsx';
import { ImportPreview } from './import-preview.tsx';
import styles from './settings-screen.module.css';

function Export() {
  const [withSecrets, setWithSecrets] = useState(false);
  const [passphrase, setPassphrase] = useState('');
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<string | null>(null);

  async function save(): Promise<void> {
    setBusy(true);
    setProblem(null);
    try {
      const saved = await call('transfer.saveFile', {
        webhookIds: null,
        passphrase: withSecrets ? passphrase : null,
      });
      if (saved === null) return;
      const secrets = saved.secrets === 0 ? '' : ` and ${saved.secrets} encrypted secrets`;
      notify('success', `${saved.webhooks} webhooks${secrets} exported to ${saved.path}`);
      setPassphrase('');
    } catch (thrown) {
      setProblem(toClientError(thrown).message);
    } finally {
      setBusy(false);
    }
  }

  return (
    <Section
      title="Export"
      hint="All webhooks, the settings of their providers, your own events and sample events, as one readable JSON file that fits into version control."
    >
      <Checkbox
        label="With secrets"
        hint="Encrypted with a passphrase. Without them, the file can be shown to anybody."
        checked={withSecrets}
        onChange={setWithSecrets}
      />
      {withSecrets && (
        <TextField
          label="Passphrase for the file"
          hint="Whoever imports the file needs it. It is kept nowhere."
          type="password"
          value={passphrase}
          onChange={setPassphrase}
        />
      )}
      {problem !== null && <Banner tone="failure">{problem}</Banner>}
      <div>
        <Button icon={<Download />} busy={busy} disabled={withSecrets && passphrase === ''} onClick={() => void save()}>
          Export to a file…
        </Button>
      </div>
    </Section>
  );
}

/** Webhooks out of this workspace and into it. */
export function TransferPage() {
  const name = useTransfer((state) => state.name);
  const problem = useTransfer((state) => state.problem);
  return (
    <Form label="Import and export">
      <Export />
      <Section title="Import" hint="Shows what changes first. Then everything of it is done, or nothing.">
        <div className={styles.line}>
          <Button icon={<Upload />} onClick={() => void openImport()}>
            {name === null ? 'Choose a file…' : 'Choose another file…'}
          </Button>
          {name !== null && <code>{name}</code>}
        </div>
        {problem !== null && <Banner tone="failure">{problem}</Banner>}
        <ImportPreview />
      </Section>
    </Form>
  );
}
