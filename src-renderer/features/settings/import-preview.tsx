import { type FormEvent, useState } from 'react';
import type { TransferItem, TransferPlan } from '../../../src-preload/contract/transfer.ts';
import { useProviders } from '../../stores/providers.ts';
import { applyImport, dropImport, openFileSecrets, useTransfer } from '../../stores/transfer.ts';
import { Banner } from '../../ui/banner.tsx';
import { Button } from '../../ui/button.tsx';
import { Checkbox } from '../../ui/checkbox.tsx';
import { Status } from '../../ui/status.tsx';
import { TextField } from '../../ui/text-field.tsx';
import styles from './import-preview.module.css';

const kinds = {
  app: 'Settings',
  mail: 'Settings',
  proxy: 'Settings',
  scheme: 'Signing scheme',
  provider: 'Custom provider',
  settings: 'Settings',
  event: 'Event',
  sample: 'Sample event',
  webhook: 'Webhook',
  secret: 'Secret',
} as const;

/** Their name says already what they belong to. */
const unowned: readonly TransferItem['kind'][] = ['settings', 'provider'];

function Item({ item, provider }: { item: TransferItem; provider: string }) {
  return (
    <li className={styles.item}>
      <div className={styles.head}>
        <Status tone={item.action === 'create' ? 'success' : 'warning'}>
          {item.action === 'create' ? 'new' : 'changed'}
        </Status>
        <strong className="ellipsis">{item.name}</strong>
        <span className={styles.kind}>
          {kinds[item.kind]}
          {unowned.includes(item.kind) || item.providerId === '' ? '' : ` of ${provider}`}
        </span>
      </div>
      {item.fields.length > 0 && (
        <dl className={styles.fields}>
          {item.fields.map(({ field, before, after }) => (
            <div key={field} className={styles.field}>
              <dt>{field}</dt>
              <dd>
                <del>{before}</del>
                <ins>{after}</ins>
              </dd>
            </div>
          ))}
        </dl>
      )}
      {item.notes.map((note) => (
        <p key={note} className={styles.note}>
          {note}
        </p>
      ))}
    </li>
  );
}

function Problems({ plan }: { plan: TransferPlan }) {
  return (
    <>
      <Banner tone="failure" title="This file cannot be imported.">
        {plan.problems.length === 1 ? 'One thing is' : `${plan.problems.length} things are`} wrong with it.
      </Banner>
      <ul className={styles.list} aria-label="Problems of the file">
        {plan.problems.map(({ path, message }) => (
          <li key={`${path} ${message}`} className={styles.item}>
            {path !== '' && <code>{path}</code>}
            <p>{message}</p>
          </li>
        ))}
      </ul>
    </>
  );
}

function Unlock() {
  const [passphrase, setPassphrase] = useState('');
  function submit(event: FormEvent): void {
    event.preventDefault();
    void openFileSecrets(passphrase);
  }
  return (
    <form className={styles.bottom} onSubmit={submit}>
      <TextField
        label="File passphrase"
        hint="The file holds encrypted secrets. Without it, everything else can be imported."
        type="password"
        value={passphrase}
        onChange={setPassphrase}
      />
      <Button type="submit" disabled={passphrase === ''}>
        Decrypt secrets
      </Button>
    </form>
  );
}

/** What an import would change, and the button that does it. */
export function ImportPreview() {
  const plan = useTransfer((state) => state.plan);
  const busy = useTransfer((state) => state.busy);
  const states = useProviders((store) => store.states);
  const [replaceSecrets, setReplaceSecrets] = useState(false);
  if (plan === null) return null;
  if (plan.problems.length > 0) return <Problems plan={plan} />;
  const replaced = plan.items.filter(({ kind, action }) => kind === 'secret' && action === 'change').length;
  const shown = plan.items.filter(({ action }) => action !== 'leave');
  const count = plan.changes - (replaceSecrets ? 0 : replaced);
  const left = plan.items.length - shown.length;
  const nameOf = (id: string): string => states.find(({ provider }) => provider.id === id)?.provider.name ?? id;
  return (
    <>
      {plan.secrets === 'sealed' && <Unlock />}
      {shown.length === 0 ? (
        <p className={styles.note}>Everything in this file is already in this workspace.</p>
      ) : (
        <ul className={styles.list} aria-label="Changes">
          {shown.map((item) => (
            <Item
              key={`${item.kind} ${item.path} ${item.fields[0]?.field ?? ''}`}
              item={item}
              provider={nameOf(item.providerId)}
            />
          ))}
        </ul>
      )}
      {left > 0 && shown.length > 0 && <p className={styles.note}>{left} more are unchanged.</p>}
      {replaced > 0 && (
        <Checkbox
          label={`Replace ${replaced === 1 ? '1 secret' : `${replaced} secrets`} that differ from this workspace`}
          hint="Otherwise the workspace keeps its own secrets."
          checked={replaceSecrets}
          onChange={setReplaceSecrets}
        />
      )}
      <div className={styles.actions}>
        {count > 0 && (
          <Button variant="primary" busy={busy} onClick={() => void applyImport(replaceSecrets)}>
            {count === 1 ? 'Import 1 change' : `Import ${count} changes`}
          </Button>
        )}
        <Button variant="ghost" onClick={dropImport}>
          Discard
        </Button>
      </div>
    </>
  );
}
