import type { ReactNode } from 'react';
import type { LogRow } from '../../../src-preload/contract/log.ts';
import { cx } from '../../ui/cx.ts';
import { formatBytes, formatDuration, formatTime } from '../../ui/format.ts';
import { Status } from '../../ui/status.tsx';
import { Time } from '../../ui/time.tsx';
import styles from './log-grid.module.css';
import { describeOutcome, describeVerdict, remarkOf } from './log-words.ts';

/**
 * `wide` shows the webhook too, `middle` leaves it out, `stacked` puts what was captured under what was sent, and `narrow` leaves
 * the figures to the opened request, so that there is room to tell the endpoints apart.
 */
export type LineLayout = 'wide' | 'middle' | 'stacked' | 'narrow';

/** Two lines for one exchange. */
export function isStacked(layout: LineLayout): boolean {
  return layout === 'stacked' || layout === 'narrow';
}

interface CellProps {
  className?: string | undefined;
  title?: string | undefined;
  children?: ReactNode;
}

function Cell({ className = styles.cell, title, children }: CellProps) {
  return (
    // biome-ignore lint/a11y/useSemanticElements: rows are placed one by one, which a table's cells cannot be
    // biome-ignore lint/a11y/useFocusableInteractive: the focus stays on the grid, which names the active row
    <div role="gridcell" className={className} title={title}>
      {children}
    </div>
  );
}

function Target({
  className,
  side,
  method,
  target,
  host,
}: {
  className?: string | undefined;
  side: 'sent' | 'captured';
  method: string;
  target: string;
  host?: string;
}) {
  return (
    // biome-ignore lint/a11y/useSemanticElements: see Cell
    // biome-ignore lint/a11y/useFocusableInteractive: see Cell
    <div
      role="gridcell"
      className={cx(styles.target, className)}
      data-side={side}
      title={`${method} ${host ?? ''}${target}`}
    >
      <b>{method}</b>
      {target}
    </div>
  );
}

const retryOf = ({ nextAt }: NonNullable<LogRow['sent']>): string | null =>
  nextAt === null ? null : `retry ${formatTime(nextAt)}`;

function SentCells({ sent, layout }: { sent: LogRow['sent']; layout: LineLayout }) {
  const stacked = isStacked(layout);
  if (sent === null) {
    return (
      <>
        <Cell className={styles.none}>not sent from here</Cell>
        {!stacked && <Cell />}
        {layout !== 'narrow' && <Cell />}
        <Cell />
      </>
    );
  }
  const { tone, words } = describeOutcome(sent);
  const retry = retryOf(sent);
  const remark = retry ?? remarkOf(sent);
  const outcome = (
    <Cell
      className={styles.state}
      title={[words, sent.deliveryState.replaceAll('_', ' '), remarkOf(sent), retry].filter(Boolean).join(', ')}
    >
      <Status tone={tone}>{words}</Status>
    </Cell>
  );
  const duration = (
    <Cell className={styles.number}>{sent.durationMs === null ? '' : formatDuration(sent.durationMs)}</Cell>
  );
  return (
    <>
      <Target side="sent" method={sent.method} target={sent.target} host={sent.host} />
      {!stacked && outcome}
      {layout !== 'narrow' && duration}
      {stacked && outcome}
      {!stacked && (
        <Cell className={styles.remark} title={remark}>
          {remark}
        </Cell>
      )}
    </>
  );
}

function CapturedCells({ captured, layout }: { captured: LogRow['captured']; layout: LineLayout }) {
  const border = isStacked(layout) ? '' : styles.border;
  if (captured === null) {
    return (
      <>
        <Cell className={cx(styles.none, border)}>not captured</Cell>
        {layout !== 'narrow' && <Cell />}
        <Cell />
      </>
    );
  }
  const { tone, words } = describeVerdict(captured);
  return (
    <>
      <Target className={border} side="captured" method={captured.method} target={captured.target} />
      {layout !== 'narrow' && <Cell className={styles.number}>{formatBytes(captured.bodyBytes)}</Cell>}
      <Cell className={styles.state} title={words}>
        <Status tone={tone}>{words}</Status>
      </Cell>
    </>
  );
}

/** What stands in a line of the log. */
export function LogLine({ row, layout }: { row: LogRow; layout: LineLayout }) {
  const remark = row.sent === null ? '' : ((layout === 'stacked' ? retryOf(row.sent) : null) ?? remarkOf(row.sent));
  return (
    <>
      <Cell className={styles.time}>
        <Time at={row.at} />
      </Cell>
      {layout === 'wide' && <Cell title={row.webhookName ?? undefined}>{row.webhookName ?? ''}</Cell>}
      <SentCells sent={row.sent} layout={layout} />
      {isStacked(layout) && (
        <Cell className={styles.remark} title={remark}>
          {remark}
        </Cell>
      )}
      <CapturedCells captured={row.captured} layout={layout} />
    </>
  );
}

/** Names of the columns. */
export function LogColumns({ layout }: { layout: LineLayout }) {
  if (isStacked(layout)) return null;
  const names: [name: string, className?: string | undefined][] = [
    ['Time'],
    ...(layout === 'wide' ? [['Webhook'] as [string]] : []),
    ['Sent', styles.sent],
    ['Outcome'],
    ['Took', styles.number],
    ['Attempt'],
    ['Captured', `${styles.captured} ${styles.border}`],
    ['Size', styles.number],
    ['Signature'],
  ];
  return names.map(([name, className], index) => (
    // biome-ignore lint/suspicious/noArrayIndexKey: the columns never change places
    // biome-ignore lint/a11y/useSemanticElements: see Cell
    // biome-ignore lint/a11y/useFocusableInteractive: the columns cannot be sorted or moved
    <div key={index} role="columnheader" className={className}>
      {name}
    </div>
  ));
}
