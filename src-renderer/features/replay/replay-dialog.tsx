import { useEffect, useState } from 'react';
import type { LogDetail } from '../../../src-preload/contract/log.ts';
import type { ReplayMode, ReplayOrder, ReplayTarget } from '../../../src-preload/contract/replay.ts';
import { call } from '../../client/call.ts';
import { toClientError } from '../../client/client-error.ts';
import { sendReplay } from '../../stores/replay-outcome.ts';
import { Banner } from '../../ui/banner.tsx';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { Segmented } from '../../ui/segmented.tsx';
import { Skeleton } from '../../ui/skeleton.tsx';
import { BodyEditor } from './body-editor.tsx';
import { Lineage } from './lineage.tsx';
import styles from './replay.module.css';
import { ReplayPreview } from './replay-preview.tsx';
import { modeWords } from './replay-words.ts';
import { TargetField } from './target-field.tsx';
import { useReplayPreview } from './use-replay-preview.ts';

const MODES: readonly ReplayMode[] = ['resigned', 'exact', 'new-id', 'edited'];

function useLine(seq: number): { detail: LogDetail | null; error: string | null } {
  const [line, setLine] = useState<{ detail: LogDetail | null; error: string | null }>({ detail: null, error: null });
  useEffect(() => {
    call('log.detail', { seq }).then(
      (detail) => setLine({ detail, error: null }),
      (thrown: unknown) => setLine({ detail: null, error: toClientError(thrown).message }),
    );
  }, [seq]);
  return line;
}

/** The body to edit: what the engine gives, or why there is none. */
function useBody(deliveryId: string, attemptId: string | null, wanted: boolean) {
  const [text, setText] = useState<string | null>(null);
  const [original, setOriginal] = useState('');
  const [reason, setReason] = useState<string | null>(null);
  useEffect(() => {
    if (!wanted) return;
    call('replay.body', { deliveryId, attemptId }).then(
      (body) => {
        setOriginal(body.text ?? '');
        setText((typed) => typed ?? body.text);
        setReason(body.reason);
      },
      (thrown: unknown) => setReason(toClientError(thrown).message),
    );
  }, [deliveryId, attemptId, wanted]);
  return { text, original, reason, setText };
}

/** What is replayed: a delivery of ours, or a capture that nobody here sent. */
interface Source {
  id: string;
  attemptId: string | null;
  title: string;
  /** It belongs to a webhook, which can sign it anew. */
  isSigned: boolean;
  isCaptured: boolean;
}

function toSource({ row, delivery, capture }: LogDetail): Source | null {
  if (delivery !== null) {
    const { id, eventType, webhookName, webhookId } = delivery;
    const what = eventType === '' ? 'an imported request' : eventType;
    return {
      id,
      attemptId: row.sent?.attemptId ?? null,
      title: webhookName === '' ? `Replay ${what}` : `Replay ${what} of ${webhookName}`,
      isSigned: webhookId !== '',
      isCaptured: false,
    };
  }
  if (capture === null) return null;
  return { id: capture.id, attemptId: null, title: 'Replay a captured request', isSigned: false, isCaptured: true };
}

/** Back to the very address that it was captured at is the capture server. */
const CAPTURED: ReplayTarget = { to: 'capture' };

function ReplayForm({ source, onClose }: { source: Source; onClose: () => void }) {
  const { id: deliveryId, attemptId } = source;
  const [mode, setMode] = useState<ReplayMode>(source.isSigned ? 'resigned' : 'exact');
  const [target, setTarget] = useState<ReplayTarget>(source.isCaptured ? CAPTURED : { to: 'original' });
  const [confirmed, setConfirmed] = useState<readonly string[]>([]);
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<string | null>(null);
  const body = useBody(deliveryId, attemptId, mode === 'edited');
  const isReady = mode !== 'edited' || body.text !== null;
  const bodyText = mode === 'edited' ? body.text : null;
  const order: ReplayOrder = { deliveryId, attemptId, mode, target, bodyText };
  const { preview, error } = useReplayPreview(isReady ? order : null);
  const open = preview?.confirmations.some(({ id }) => !confirmed.includes(id)) ?? true;
  const blocked = !isReady || preview === null || preview.blockers.length > 0 || open;

  async function send(): Promise<void> {
    setBusy(true);
    try {
      await sendReplay({ ...order, confirmed: [...confirmed] });
      onClose();
    } catch (thrown) {
      setProblem(toClientError(thrown).message);
      setBusy(false);
    }
  }

  return (
    <Dialog
      open
      onClose={onClose}
      title={source.title}
      description="Creates a new delivery. The original is not changed."
      size="wide"
      footer={
        <>
          <Button onClick={onClose}>Cancel</Button>
          <Button variant="primary" busy={busy} disabled={blocked} onClick={() => void send()}>
            Send the replay
          </Button>
        </>
      }
    >
      <div className={styles.form}>
        <div>
          <Segmented
            label="How to replay"
            value={mode}
            segments={MODES.map((each) => ({ value: each, label: modeWords[each].label }))}
            onChange={setMode}
          />
          <p className={styles.note}>{modeWords[mode].hint}</p>
        </div>
        <TargetField target={target} onChange={setTarget} />
        {mode === 'edited' && body.text !== null && (
          <BodyEditor documentId={source.id} text={body.text} original={body.original} onChange={body.setText} />
        )}
        {mode === 'edited' && body.reason !== null && <Banner tone="failure">{body.reason}</Banner>}
        {error !== null && <Banner tone="failure">{error}</Banner>}
        {preview !== null && (
          <ReplayPreview
            preview={preview}
            confirmed={confirmed}
            onConfirm={(id, yes) => setConfirmed(yes ? [...confirmed, id] : confirmed.filter((each) => each !== id))}
          />
        )}
        {problem !== null && <Banner tone="failure">{problem}</Banner>}
        <Lineage deliveryId={deliveryId} />
      </div>
    </Dialog>
  );
}

/** Asks how and where to replay one line of the log, and says beforehand what a receiver will make of it. */
export function ReplayDialog({ seq, onClose }: { seq: number; onClose: () => void }) {
  const { detail, error } = useLine(seq);
  const source = detail === null ? null : toSource(detail);
  if (source !== null) return <ReplayForm source={source} onClose={onClose} />;
  return (
    <Dialog open onClose={onClose} title="Replay" footer={<Button onClick={onClose}>Close</Button>}>
      {error !== null && <Banner tone="failure">{error}</Banner>}
      {error === null && detail === null && <Skeleton rows={4} label="Opening the delivery" />}
    </Dialog>
  );
}
