import { ShieldOff } from 'lucide-react';
import type { ReactNode } from 'react';
import type { LogDetail } from '../../../../src-preload/contract/log.ts';
import { copyText } from '../../../commands/system.ts';
import { type Fact, Facts } from '../../../ui/facts.tsx';
import { formatBytes, formatDuration } from '../../../ui/format.ts';
import { Status } from '../../../ui/status.tsx';
import { Time } from '../../../ui/time.tsx';
import { describeOutcome, describeVerdict, kindWords } from '../log-words.ts';
import { findAttempt } from './attempts.ts';
import styles from './detail.module.css';

function sentFacts({ row, delivery }: LogDetail): Fact[] {
  const attempt = findAttempt({ row, delivery });
  if (row.sent === null || delivery === null || attempt === null) return [];
  const { url, bodyBytes, bodySha256 } = attempt.request;
  const outcome = describeOutcome(row.sent);
  const facts: Fact[] = [
    { name: 'Outcome', value: <Status tone={outcome.tone}>{outcome.words}</Status> },
    { name: 'URL', value: url, mono: true, onCopy: () => void copyText(url, 'URL') },
    { name: 'Started', value: <Time at={attempt.startedAt} day /> },
    { name: 'Body', value: `${formatBytes(bodyBytes)}, SHA-256 ${bodySha256.slice(0, 16)}…`, mono: true },
    { name: 'Delivery', value: delivery.id, mono: true, onCopy: () => void copyText(delivery.id, 'Delivery id') },
  ];
  if (attempt.timings !== null) facts.splice(3, 0, { name: 'Took', value: formatDuration(attempt.timings.total) });
  if (attempt.unverified) {
    const value = (
      <Status tone="failure" icon={<ShieldOff />}>
        not verified
      </Status>
    );
    facts.splice(2, 0, { name: 'Certificate', value });
  }
  if (attempt.proxy !== null) facts.splice(2, 0, { name: 'Proxy', value: attempt.proxy, mono: true });
  if (attempt.error !== null) facts.splice(1, 0, { name: 'Reason', value: attempt.error.message });
  if (delivery.nextAt !== null) facts.splice(1, 0, { name: 'Next attempt', value: <Time at={delivery.nextAt} day /> });
  if (delivery.reason !== null) facts.push({ name: 'State', value: delivery.reason });
  if (delivery.replayOf !== null) facts.push({ name: 'Replay of', value: delivery.replayOf, mono: true });
  return facts;
}

function capturedFacts({ row, capture }: LogDetail): Fact[] {
  if (row.captured === null || capture === null) return [];
  const verdict = describeVerdict(row.captured);
  const facts: Fact[] = [
    { name: 'Signature', value: <Status tone={verdict.tone}>{verdict.words}</Status> },
    { name: 'Target', value: capture.target, mono: true, onCopy: () => void copyText(capture.target, 'Target') },
    { name: 'Arrived', value: <Time at={capture.receivedAt} day /> },
    {
      name: 'Body',
      value: `${formatBytes(capture.bodyBytes)}${capture.truncated ? ', kept in part' : ''}`,
      mono: true,
    },
    { name: 'From', value: `${capture.remoteAddress}:${capture.remotePort}, HTTP/${capture.httpVersion}`, mono: true },
    { name: 'Answered', value: `${capture.responseStatus} ${capture.responseBody.slice(0, 200)}`, mono: true },
  ];
  if (capture.malformed !== null) facts.splice(1, 0, { name: 'Malformed', value: capture.malformed });
  if (capture.trailers.length > 0) {
    const text = capture.trailers.map(([name, value]) => `${name}: ${value}`).join('\n');
    facts.push({ name: 'Trailers', value: text, mono: true });
  }
  if (!capture.complete) facts.push({ name: 'Incomplete', value: 'The connection ended before the request did.' });
  if (capture.origin !== 'plain') {
    const words = { browser: 'A page in a browser', 'foreign-host': 'Another host name, as through a tunnel' };
    facts.push({ name: 'Origin', value: words[capture.origin] });
  }
  return facts;
}

/** Both sides in a few facts each. */
export function DetailOverview({
  detail,
  lineage,
}: {
  detail: LogDetail;
  /** Draws what a delivery replays, and what replays it. */
  lineage: (deliveryId: string) => ReactNode;
}) {
  const { row, delivery, capture } = detail;
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reachable with the keyboard
    <section className={styles.scroll} aria-label="Overview" tabIndex={0}>
      <p className={styles.note}>
        {[row.webhookName, row.eventType, delivery === null ? null : kindWords[delivery.kind]]
          .filter(Boolean)
          .join(' · ')}
      </p>
      <div className={styles.sides}>
        <div className={styles.side}>
          <h3 className={styles.sideTitle} data-side="sent">
            Sent
          </h3>
          {row.sent === null ? (
            <p className={styles.note}>This request was not sent from here.</p>
          ) : (
            <Facts facts={sentFacts(detail)} />
          )}
        </div>
        <div className={styles.side}>
          <h3 className={styles.sideTitle} data-side="captured">
            Captured
          </h3>
          {capture === null ? (
            <p className={styles.note}>
              Nothing of it arrived at the capture server: it went elsewhere, or did not get through.
            </p>
          ) : (
            <Facts facts={capturedFacts(detail)} />
          )}
        </div>
      </div>
      {delivery !== null && lineage(delivery.id)}
      {delivery === null && capture !== null && lineage(capture.id)}
    </section>
  );
}
