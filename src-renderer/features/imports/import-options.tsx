import type { ImportOwner, ImportPlan } from '../../../src-preload/contract/imports.ts';
import { useWebhooks } from '../../stores/webhooks.ts';
import { Banner } from '../../ui/banner.tsx';
import { Checkbox } from '../../ui/checkbox.tsx';
import { formatCount, formatDateTime } from '../../ui/format.ts';
import { Select, type SelectOption } from '../../ui/select.tsx';
import { Chip } from '../../ui/status.tsx';
import styles from './import-dialog.module.css';

const WEBHOOK = 'webhook:';

function toOwner(value: string): ImportOwner {
  if (value.startsWith(WEBHOOK)) return { by: 'webhook', webhookId: value.slice(WEBHOOK.length) };
  return { by: value === 'none' ? 'none' : 'address' };
}

export interface ImportOptionsProps {
  plan: ImportPlan;
  chosen: ReadonlySet<number>;
  keepCredentials: boolean;
  setKeepCredentials: (keep: boolean) => void;
  owner: ImportOwner;
  setOwner: (owner: ImportOwner) => void;
}

function Hosts({ hosts }: Pick<ImportPlan, 'hosts'>) {
  if (hosts.length === 0) return null;
  return (
    <p className={styles.hosts}>
      <span>Hosts:</span>
      {hosts.slice(0, 6).map(({ host, count, known }) => (
        <Chip key={host} hue={known ? 'neutral' : 'accent'}>
          {host} {formatCount(count)}
          {known ? '' : ', new'}
        </Chip>
      ))}
      {hosts.length > 6 && <span>and {formatCount(hosts.length - 6)} more</span>}
      {hosts.some(({ known }) => !known) && (
        <span className={styles.note}>Hookwright asks before it sends anything to a new host.</span>
      )}
    </p>
  );
}

/** Whose the requests are, what is done with the credentials in them, and where they went. */
export function ImportOptions(props: ImportOptionsProps) {
  const { plan, chosen, keepCredentials, setKeepCredentials, owner, setOwner } = props;
  const webhooks = useWebhooks((state) => state.webhooks);
  const withCredentials = plan.items.filter(({ stripped }, index) => chosen.has(index) && stripped.length > 0);
  const names = [...new Set(withCredentials.flatMap(({ stripped }) => stripped))];
  const isAnyImportable = plan.items.some(({ problem }) => problem === null);
  const found = plan.items.filter(({ webhookId }) => webhookId !== null).length;
  const options: SelectOption[] = [
    {
      value: 'address',
      label: 'The webhook with the same address',
      hint: `Found for ${formatCount(found)} ${found === 1 ? 'request' : 'requests'}`,
    },
    { value: 'none', label: 'No webhook', hint: 'Replay is limited to the exact bytes' },
    ...webhooks.map(({ id, name, url }) => ({ value: WEBHOOK + id, label: name, hint: url, group: 'Assign all to' })),
  ];
  return (
    <>
      {plan.importedAt !== null && (
        <Banner tone="warning">
          This source was already imported at {formatDateTime(plan.importedAt)} and is still in the log.
        </Banner>
      )}
      <Hosts hosts={plan.hosts} />
      <div className={styles.options}>
        {isAnyImportable && (
          <Select
            label="Assign to webhook"
            value={owner.by === 'webhook' ? WEBHOOK + owner.webhookId : owner.by}
            options={options}
            onChange={(value) => setOwner(toOwner(value))}
          />
        )}
        {names.length > 0 && (
          <Checkbox
            label={`Keep ${names.join(', ')}`}
            hint={`Found in ${formatCount(withCredentials.length)} ${withCredentials.length === 1 ? 'request' : 'requests'}. If not kept, these headers are removed and their values are replaced everywhere in the source. Kept headers are encrypted and shown as dots; bodies are kept unchanged.`}
            checked={keepCredentials}
            onChange={setKeepCredentials}
          />
        )}
      </div>
    </>
  );
}
