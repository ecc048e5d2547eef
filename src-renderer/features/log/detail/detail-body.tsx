import { Copy } from 'lucide-react';
import { useMemo, useState } from 'react';
import type { LogDetail } from '../../../../src-preload/contract/log.ts';
import { copyText } from '../../../commands/system.ts';
import { Button } from '../../../ui/button.tsx';
import { CodeView } from '../../../ui/code-view/code-view.tsx';
import { HexView } from '../../../ui/code-view/hex-view.tsx';
import { EmptyState } from '../../../ui/empty-state.tsx';
import { findFirstByteDifference } from '../../../ui/first-difference.ts';
import { formatBytes } from '../../../ui/format.ts';
import { IconButton } from '../../../ui/icon-button.tsx';
import { Segmented } from '../../../ui/segmented.tsx';
import { Skeleton } from '../../../ui/skeleton.tsx';
import { Status } from '../../../ui/status.tsx';
import { findAttempt } from './attempts.ts';
import styles from './detail.module.css';
import { type BodyOf, type BodyState, useBody } from './use-body.ts';

type Side = 'request' | 'capture' | 'response';
const LABELS: Readonly<Record<Side, string>> = { request: 'Sent', capture: 'Captured', response: 'Response' };
const LOOKS = [
  { value: 'json', label: 'JSON' },
  { value: 'exact', label: 'Text' },
  { value: 'hex', label: 'Hex' },
] as const;

function listSides(detail: LogDetail): { side: Side; part: BodyOf }[] {
  const attempt = findAttempt(detail);
  const sides: { side: Side; part: BodyOf }[] = [];
  if (attempt !== null) sides.push({ side: 'request', part: { of: 'request', id: attempt.id } });
  if (detail.capture !== null) sides.push({ side: 'capture', part: { of: 'capture', id: detail.capture.id } });
  if (attempt?.response) sides.push({ side: 'response', part: { of: 'response', id: attempt.id } });
  return sides;
}

const decoder = new TextDecoder('utf-8', { ignoreBOM: true });

/** Says whether what was sent is what arrived, byte for byte. */
function Sameness({ request, capture }: { request: BodyState; capture: BodyState }) {
  if (request.bytes === null || capture.bytes === null) return null;
  const at = findFirstByteDifference(request.bytes, capture.bytes);
  if (at < 0 && request.totalBytes === capture.totalBytes) return <Status tone="success">arrived byte for byte</Status>;
  return (
    <Status tone="failure">differs from byte {at < 0 ? Math.min(request.totalBytes, capture.totalBytes) : at}</Status>
  );
}

/** The bodies of an exchange, fetched when they are looked at. */
export function DetailBody({ detail }: { detail: LogDetail }) {
  const sides = listSides(detail);
  const [wanted, setWanted] = useState<Side>('request');
  const [look, setLook] = useState<(typeof LOOKS)[number]['value']>('json');
  const request = useBody(sides.find(({ side }) => side === 'request')?.part ?? null);
  const capture = useBody(sides.find(({ side }) => side === 'capture')?.part ?? null);
  const responsePart = sides.find(({ side }) => side === 'response')?.part ?? null;
  const shown = sides.find(({ side }) => side === wanted) ?? sides[0];
  const response = useBody(shown?.side === 'response' ? responsePart : null);
  const state = { request, capture, response }[shown?.side ?? 'request'];
  const text = useMemo(() => (state.bytes === null ? '' : decoder.decode(state.bytes)), [state.bytes]);
  if (shown === undefined) return <EmptyState title="There is no body here" />;
  const loaded = state.bytes?.length ?? 0;
  return (
    <div className={styles.body}>
      <div className={styles.bodyHead}>
        <Segmented
          label="Whose body"
          value={shown.side}
          segments={sides.map(({ side }) => ({ value: side, label: LABELS[side] }))}
          onChange={setWanted}
        />
        <Segmented label="Show it as" value={look} segments={LOOKS} onChange={setLook} />
        <span>{formatBytes(state.totalBytes)}</span>
        {shown.side !== 'response' && <Sameness request={request} capture={capture} />}
        {loaded < state.totalBytes && state.bytes !== null && (
          <Button size="small" onClick={state.more}>
            Load more: {formatBytes(loaded)} of {formatBytes(state.totalBytes)}
          </Button>
        )}
        <span className={styles.spring} />
        <IconButton size="small" label="Copy the body" icon={<Copy />} onClick={() => void copyText(text, 'Body')} />
      </div>
      <div className={styles.bodyView}>
        <BodyView state={state} look={look} text={text} label={`${LABELS[shown.side]} body`} />
      </div>
    </div>
  );
}

function BodyView({
  state,
  look,
  text,
  label,
}: {
  state: BodyState;
  look: 'json' | 'exact' | 'hex';
  text: string;
  label: string;
}) {
  if (state.error !== null) return <EmptyState title="The body could not be read">{state.error}</EmptyState>;
  if (state.bytes === null) return <Skeleton rows={4} label="Loading the body" />;
  if (state.totalBytes === 0) return <EmptyState title="The body is empty" />;
  if (look === 'hex') return <HexView label={`${label} in hex`} bytes={state.bytes} />;
  const looksLikeJson = /^\s*[[{]/.test(text);
  return <CodeView label={label} text={text} layout={look === 'json' && looksLikeJson ? 'json' : 'exact'} />;
}
