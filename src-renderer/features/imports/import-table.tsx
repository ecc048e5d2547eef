import { Fragment, useState } from 'react';
import type { ImportItem, ImportOwner, ImportPlan } from '../../../src-preload/contract/imports.ts';
import { useWebhooks } from '../../stores/webhooks.ts';
import { Button } from '../../ui/button.tsx';
import { formatBytes, formatCount } from '../../ui/format.ts';
import { Segmented } from '../../ui/segmented.tsx';
import { Status } from '../../ui/status.tsx';
import styles from './import-dialog.module.css';
import { describeItem } from './import-words.ts';

/** Rows at first, and with each wish for more. */
const ROWS = 200;

type View = 'all' | 'importable' | 'refused';

/** Remarks of a request that are shown at once; more of them would hide the other requests. */
const REMARKS = 3;

function Remarks({ list }: { list: readonly string[] }) {
  const [all, setAll] = useState(false);
  const shown = all || list.length <= REMARKS + 1 ? list : list.slice(0, REMARKS);
  return (
    <>
      {shown.map((remark) => (
        <div key={remark} className={styles.remark}>
          {remark}
        </div>
      ))}
      {shown.length < list.length && (
        <button type="button" className={styles.link} onClick={() => setAll(true)}>
          {list.length - shown.length} more notes
        </button>
      )}
    </>
  );
}

/** A path such as `log.entries[2].request`, which wraps before its dots. */
function Place({ path }: { path: string }) {
  return path.split(/(?=\.)/).map((part, index) => (
    // biome-ignore lint/suspicious/noArrayIndexKey: parts of a path may repeat; the place is what they are
    <Fragment key={index}>
      {index > 0 && <wbr />}
      {part}
    </Fragment>
  ));
}

interface RowProps {
  item: ImportItem;
  isChosen: boolean;
  webhookName: string | null;
  onChange: (chosen: boolean) => void;
}

function Row({ item, isChosen, webhookName, onChange }: RowProps) {
  const { place, method, url, bodyBytes, problem, error, notes, stripped } = item;
  const { tone, words } = describeItem(item);
  const remarks = [...(problem === null ? [] : [problem]), ...(error === null ? [] : [error]), ...notes];
  return (
    <tr data-refused={problem !== null || undefined}>
      <td>
        <input
          type="checkbox"
          aria-label={`Import ${place}`}
          checked={isChosen}
          disabled={problem !== null}
          onChange={(event) => onChange(event.target.checked)}
        />
      </td>
      <td className={styles.place}>
        <Place path={place} />
      </td>
      <td>
        {url !== '' && (
          <div className={styles.request} title={`${method} ${url}`}>
            <b>{method}</b> {url}
          </div>
        )}
        <Remarks list={remarks} />
        {stripped.length > 0 && <div className={styles.remark}>Contains {stripped.join(', ')}.</div>}
      </td>
      <td className={styles.webhook}>{webhookName ?? ''}</td>
      <td className={styles.size}>{problem === null ? formatBytes(bodyBytes) : ''}</td>
      <td>
        <Status tone={tone}>{words}</Status>
      </td>
    </tr>
  );
}

export interface ImportTableProps {
  plan: ImportPlan;
  chosen: ReadonlySet<number>;
  onChoose: (chosen: ReadonlySet<number>) => void;
  owner: ImportOwner;
}

/** What would be imported, what cannot be and why, each at its place in the source. */
export function ImportTable({ plan, chosen, onChoose, owner }: ImportTableProps) {
  const webhooks = useWebhooks((state) => state.webhooks);
  const [view, setView] = useState<View>('all');
  const [rows, setRows] = useState(ROWS);
  const indexes = plan.items.flatMap(({ problem }, index) =>
    view === 'all' || (view === 'refused') === (problem !== null) ? [index] : [],
  );
  const refused = plan.items.filter(({ problem }) => problem !== null).length;
  const importable = indexes.filter((index) => plan.items[index]?.problem === null);
  const all = importable.length > 0 && importable.every((index) => chosen.has(index));
  const nameOf = (id: string | null): string | null => webhooks.find((webhook) => webhook.id === id)?.name ?? null;
  const ownerOf = (item: ImportItem): string | null => {
    if (item.problem !== null || owner.by === 'none') return null;
    return nameOf(owner.by === 'webhook' ? owner.webhookId : item.webhookId);
  };
  function toggle(wanted: readonly number[], yes: boolean): void {
    const next = new Set(chosen);
    for (const index of wanted) {
      if (yes) next.add(index);
      else next.delete(index);
    }
    onChoose(next);
  }
  return (
    <>
      {refused > 0 && (
        <div>
          <Segmented<View>
            label="Filter requests"
            value={view}
            segments={[
              { value: 'all', label: `All ${formatCount(plan.items.length)}` },
              { value: 'importable', label: `Importable ${formatCount(plan.items.length - refused)}` },
              { value: 'refused', label: `Not importable ${formatCount(refused)}` },
            ]}
            onChange={setView}
          />
        </div>
      )}
      <div className={styles.scroll}>
        <table className={styles.table} aria-label="Requests">
          <thead>
            <tr>
              <th>
                <input
                  type="checkbox"
                  aria-label="Import all"
                  checked={all}
                  disabled={importable.length === 0}
                  onChange={(event) => toggle(importable, event.target.checked)}
                />
              </th>
              <th>Location</th>
              <th>Request</th>
              <th>Webhook</th>
              <th className={styles.size}>Body</th>
              <th>Outcome</th>
            </tr>
          </thead>
          <tbody>
            {indexes.slice(0, rows).map((index) => {
              const item = plan.items[index];
              if (item === undefined) return null;
              return (
                <Row
                  key={index}
                  item={item}
                  isChosen={chosen.has(index)}
                  webhookName={ownerOf(item)}
                  onChange={(yes) => toggle([index], yes)}
                />
              );
            })}
          </tbody>
        </table>
      </div>
      {indexes.length > rows && (
        <div>
          <Button size="small" onClick={() => setRows(rows + ROWS)}>
            Show more: {formatCount(rows)} of {formatCount(indexes.length)}
          </Button>
        </div>
      )}
    </>
  );
}
