import { Copy, Download, FileJson, Pencil, Plus, Trash2 } from 'lucide-react';
import { useEffect, useState } from 'react';
import type { Confirmation } from '../../../src-preload/contract/errors.ts';
import { keysOf, runCommand } from '../../commands/table.ts';
import { composeScheme } from '../../stores/dialogs.ts';
import { notifyError } from '../../stores/notices.ts';
import { deleteScheme, exportScheme, loadSchemes, useSchemes, watchSchemeUse } from '../../stores/schemes.ts';
import { Button } from '../../ui/button.tsx';
import { Combobox } from '../../ui/combobox.tsx';
import { ConfirmDialog } from '../../ui/confirm-dialog.tsx';
import { IconButton } from '../../ui/icon-button.tsx';
import { Form, Section } from '../../ui/section.tsx';
import { Status } from '../../ui/status.tsx';
import styles from './own-providers-page.module.css';

interface OwnScheme {
  id: string;
  name: string;
  usedBy: number;
}

function SchemeLine({ scheme, onDelete }: { scheme: OwnScheme; onDelete: () => void }) {
  const { id, name, usedBy } = scheme;
  return (
    <li className={styles.file}>
      <div className={styles.head}>
        <span className={styles.names}>
          <span className="ellipsis" title={name}>
            {name}
          </span>
        </span>
        {usedBy === 0 ? (
          <Status tone="idle">not used</Status>
        ) : (
          <Status tone="success">{usedBy === 1 ? '1 webhook' : `${usedBy} webhooks`}</Status>
        )}
        <Button
          size="small"
          icon={<Pencil />}
          aria-label={`Edit ${name}`}
          onClick={() => composeScheme({ schemeId: id })}
        >
          Edit…
        </Button>
        <IconButton
          size="small"
          label={`Start from ${name}`}
          icon={<Copy />}
          onClick={() => composeScheme({ from: id })}
        />
        <IconButton size="small" label={`Export ${name}`} icon={<Download />} onClick={() => void exportScheme(id)} />
        <IconButton size="small" label={`Delete ${name}`} icon={<Trash2 />} onClick={onDelete} />
      </div>
    </li>
  );
}

/** Schemes that were composed in this workspace. */
export function OwnSchemesPage() {
  const choices = useSchemes((state) => state.choices);
  const [asked, setAsked] = useState<{ scheme: OwnScheme; confirmations: readonly Confirmation[] } | null>(null);
  useEffect(() => {
    loadSchemes().catch((thrown: unknown) => notifyError('The signing schemes could not be listed', thrown));
    return watchSchemeUse();
  }, []);
  const own = choices.flatMap(({ id, name, usedBy }) => (id === null || usedBy === null ? [] : [{ id, name, usedBy }]));
  const all = choices.flatMap(({ id, name, senders }) =>
    id === null ? [] : [{ value: id, label: name, hint: senders.map((sender) => sender.name).join(', ') || undefined }],
  );

  async function remove(scheme: OwnScheme, confirmed: readonly Confirmation[] = []): Promise<void> {
    const confirmations = await deleteScheme(scheme.id, scheme.name, confirmed);
    setAsked(confirmations.length === 0 ? null : { scheme, confirmations });
  }

  return (
    <Form label="Own signing schemes">
      <Section
        title="Own signing schemes"
        hint="For a sender that is not in the list of schemes. Webhooks of Any service can choose them; they travel with the workspace."
      >
        <div className={styles.buttons}>
          <Button icon={<Plus />} keys={keysOf('scheme.compose')} onClick={() => runCommand('scheme.compose')}>
            Compose a scheme…
          </Button>
          <Button icon={<FileJson />} keys={keysOf('scheme.import')} onClick={() => runCommand('scheme.import')}>
            Import…
          </Button>
        </div>
        <Combobox
          label="Start from a scheme"
          hint="Opens a copy of it, to be changed and saved under another name."
          byText
          placeholder="Search schemes and senders"
          empty="No scheme or sender has this name."
          value={null}
          options={all}
          onChange={(id) => composeScheme({ from: id })}
        />
      </Section>
      <Section title="Schemes">
        {own.length === 0 ? (
          <p className={styles.note}>No schemes yet. Compose one, or import its file.</p>
        ) : (
          <ul className={styles.files} aria-label="Own signing schemes">
            {own.map((scheme) => (
              <SchemeLine key={scheme.id} scheme={scheme} onDelete={() => void remove(scheme)} />
            ))}
          </ul>
        )}
      </Section>
      <ConfirmDialog
        open={asked !== null}
        title={`Delete ${asked?.scheme.name ?? 'the scheme'}?`}
        description={asked?.confirmations.map(({ message }) => message).join(' ') ?? ''}
        confirm="Delete the scheme"
        danger
        onConfirm={() => asked !== null && void remove(asked.scheme, asked.confirmations)}
        onCancel={() => setAsked(null)}
      />
    </Form>
  );
}
