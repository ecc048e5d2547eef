import { Copy } from 'lucide-react';
import type { HeaderPair } from '../../../../src-preload/contract/compose.ts';
import type { LogDetail } from '../../../../src-preload/contract/log.ts';
import { copyText } from '../../../commands/system.ts';
import { Button } from '../../../ui/button.tsx';
import { VisibleText } from '../../../ui/visible-text.tsx';
import { findAttempt } from './attempts.ts';
import { compareHeaders, type HeaderLine } from './compare-headers.ts';
import styles from './detail.module.css';

const STATES: Readonly<Record<HeaderLine['state'], string>> = {
  same: '',
  changed: 'changed',
  renamed: 'other case',
  added: 'added',
  missing: 'missing',
};

function write(headers: readonly HeaderPair[]): string {
  return headers.map(([name, value]) => `${name}: ${value}`).join('\n');
}

function Pair({ pair }: { pair: HeaderPair | null }) {
  if (pair === null) return <td className={styles.absent}>—</td>;
  const [name, value] = pair;
  return (
    <td>
      <span className={styles.name}>{name}</span>: <VisibleText text={value} />
    </td>
  );
}

function Sides({ sent, captured }: { sent: readonly HeaderPair[]; captured: readonly HeaderPair[] }) {
  return (
    <table className={styles.headers}>
      <thead>
        <tr>
          <th data-side="sent">Sent</th>
          <th data-side="captured">Captured</th>
          <th>Difference</th>
        </tr>
      </thead>
      <tbody>
        {compareHeaders(sent, captured).map((line, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: headers may repeat; their place is their identity
          <tr key={index} data-state={line.state}>
            <Pair pair={line.sent} />
            <Pair pair={line.captured} />
            <td>{STATES[line.state]}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function List({ title, headers }: { title: string; headers: readonly HeaderPair[] }) {
  return (
    <table className={styles.headers}>
      <thead>
        <tr>
          <th>{title}</th>
        </tr>
      </thead>
      <tbody>
        {headers.map((pair, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: headers may repeat; their place is their identity
          <tr key={index}>
            <Pair pair={pair} />
          </tr>
        ))}
      </tbody>
    </table>
  );
}

/** The headers of both sides beside one another, what differs marked, and those of the response. */
export function DetailHeaders({ detail }: { detail: LogDetail }) {
  const attempt = findAttempt(detail);
  const sent = attempt?.request.headers ?? null;
  const captured = detail.capture?.headers ?? null;
  const response = attempt?.response ?? null;
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reachable with the keyboard
    <section className={styles.scroll} aria-label="Headers" tabIndex={0}>
      <div className={styles.attemptLine}>
        {sent !== null && (
          <Button size="small" icon={<Copy />} onClick={() => void copyText(write(sent), 'Sent headers')}>
            Copy sent
          </Button>
        )}
        {captured !== null && (
          <Button size="small" icon={<Copy />} onClick={() => void copyText(write(captured), 'Captured headers')}>
            Copy captured
          </Button>
        )}
      </div>
      {sent !== null && captured !== null && <Sides sent={sent} captured={captured} />}
      {sent !== null && captured === null && <List title="Sent" headers={sent} />}
      {sent === null && captured !== null && <List title="Captured" headers={captured} />}
      {response !== null && (
        <List title={`Response: ${response.status} ${response.statusText}`} headers={response.headers} />
      )}
    </section>
  );
}
