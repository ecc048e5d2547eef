import { useState } from 'react';
import type { TransferText } from '../../../src-preload/contract/transfer.ts';
import { call } from '../../client/call.ts';
import { toClientError } from '../../client/client-error.ts';
import { notify } from '../../stores/notices.ts';
import { useProviders } from '../../stores/providers.ts';
import { flushEdits } from '../../stores/webhook-edits.ts';
import { useWebhooks } from '../../stores/webhooks.ts';
import { Banner } from '../../ui/banner.tsx';
import { Button } from '../../ui/button.tsx';
import { Checkbox } from '../../ui/checkbox.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { TextField } from '../../ui/text-field.tsx';
import styles from './export-dialog.module.css';
import { UnsavedEdits } from './unsaved-edits.tsx';

interface ChoiceProps {
  chosen: ReadonlySet<string>;
  onChange: (chosen: ReadonlySet<string>) => void;
}

/** All webhooks by provider, each taken or not. */
function WebhookChoice({ chosen, onChange }: ChoiceProps) {
  const webhooks = useWebhooks((state) => state.webhooks);
  const states = useProviders((store) => store.states);
  const ids = [...new Set(webhooks.map(({ providerId }) => providerId))];
  const order = states.map(({ provider }) => provider.id);
  const groups = [...order.filter((id) => ids.includes(id)), ...ids.filter((id) => !order.includes(id))];
  const nameOf = (id: string): string => states.find(({ provider }) => provider.id === id)?.provider.name ?? id;

  function take(ofThem: readonly string[], taken: boolean): void {
    const next = new Set(chosen);
    for (const id of ofThem) {
      if (taken) next.add(id);
      else next.delete(id);
    }
    onChange(next);
  }

  return (
    <div className={styles.choice}>
      <Checkbox
        label="All webhooks"
        hint={`${chosen.size} of ${webhooks.length} chosen`}
        checked={webhooks.length > 0 && chosen.size === webhooks.length}
        onChange={(taken) =>
          take(
            webhooks.map(({ id }) => id),
            taken,
          )
        }
      />
      <div className={styles.groups}>
        {groups.map((group) => (
          <fieldset key={group} className={styles.group}>
            <legend className={styles.legend}>{nameOf(group)}</legend>
            {webhooks
              .filter(({ providerId }) => providerId === group)
              .map(({ id, name }) => (
                <Checkbox key={id} label={name} checked={chosen.has(id)} onChange={(taken) => take([id], taken)} />
              ))}
          </fieldset>
        ))}
      </div>
    </div>
  );
}

function nameExport(webhooks: number, everything: boolean): string {
  if (webhooks === 0) return everything ? 'Export the workspace…' : 'Export the settings…';
  return webhooks === 1 ? 'Export 1 webhook…' : `Export ${webhooks} webhooks…`;
}

function nameSaved({ webhooks, secrets }: { webhooks: number; secrets: number }): string {
  const things = webhooks === 0 ? 'Settings' : webhooks === 1 ? '1 webhook' : `${webhooks} webhooks`;
  if (secrets === 0) return things;
  return `${things} and ${secrets === 1 ? '1 encrypted secret' : `${secrets} encrypted secrets`}`;
}

type Rest = Pick<TransferText, 'leftOut' | 'literals' | 'unsaved'>;

/** What a person has to know of the file: what is missing in it, and what is in it in clear. */
function nameRest({ leftOut, literals, unsaved }: Rest): string | null {
  const missing = leftOut.length > 0 ? `Left out: ${leftOut.join(', ')}.` : '';
  const inClear = literals.length > 0 ? `In clear: ${literals.join(', ')}.` : '';
  const asSaved = unsaved.length > 0 ? `Without the edits that are not saved: ${unsaved.join(', ')}.` : '';
  return [asSaved, missing, inClear].filter(Boolean).join(' ') || null;
}

/**
 * Chooses what goes into a file, then asks where to.
 * @param webhookIds what is chosen at first; null: everything
 */
export function ExportDialog({ webhookIds, onClose }: { webhookIds: readonly string[] | null; onClose: () => void }) {
  const webhooks = useWebhooks((state) => state.webhooks);
  const [chosen, setChosen] = useState<ReadonlySet<string>>(() => new Set(webhookIds ?? webhooks.map(({ id }) => id)));
  const [settings, setSettings] = useState(webhookIds === null);
  const [withSecrets, setWithSecrets] = useState(false);
  const [passphrase, setPassphrase] = useState('');
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<string | null>(null);
  const everything = chosen.size === webhooks.length;

  async function save(): Promise<void> {
    setBusy(true);
    setProblem(null);
    // The engine names what it leaves out.
    flushEdits();
    try {
      const saved = await call('transfer.saveFile', {
        webhookIds: everything ? null : [...chosen],
        settings,
        passphrase: withSecrets ? passphrase : null,
      });
      if (saved === null) return;
      notify('success', `${nameSaved(saved)} exported to ${saved.path}`, { detail: nameRest(saved) });
      onClose();
    } catch (thrown) {
      setProblem(toClientError(thrown).message);
    } finally {
      setBusy(false);
    }
  }

  return (
    <Dialog
      open
      onClose={onClose}
      title="Export"
      description="One readable JSON file that fits into version control. It includes what the webhooks need: custom providers, own signing schemes, settings of their services, custom events and sample events."
      footer={
        <>
          <Button onClick={onClose}>Cancel</Button>
          <Button
            variant="primary"
            busy={busy}
            disabled={(withSecrets && passphrase === '') || (chosen.size === 0 && !settings)}
            onClick={() => void save()}
          >
            {nameExport(chosen.size, everything)}
          </Button>
        </>
      }
    >
      <div className={styles.form}>
        <UnsavedEdits chosen={chosen} />
        <WebhookChoice chosen={chosen} onChange={setChosen} />
        <Checkbox
          label="App and mail settings"
          hint="Appearance, editor, limits and the mail server. Ports are left out because they belong to this machine."
          checked={settings}
          onChange={setSettings}
        />
        <Checkbox
          label="Secrets"
          hint="Encrypted with a passphrase, as are header and query values with names such as X-My-Token. Without them, these values are left out. Templates and samples are exported unchanged; the export then names what looks like a credential in them."
          checked={withSecrets}
          onChange={setWithSecrets}
        />
        {withSecrets && (
          <TextField
            label="Passphrase for the file"
            hint="Needed to import the file. Hookwright does not store it."
            type="password"
            value={passphrase}
            onChange={setPassphrase}
          />
        )}
        {problem !== null && <Banner tone="failure">{problem}</Banner>}
      </div>
    </Dialog>
  );
}
