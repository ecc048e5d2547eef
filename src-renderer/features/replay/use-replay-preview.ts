import { useEffect, useMemo, useState } from 'react';
import type { ReplayOrder, ReplayPreview } from '../../../src-preload/contract/replay.ts';
import { isCancelled, toClientError } from '../../client/client-error.ts';
import { createLatest } from '../../client/latest.ts';

/** A pause in typing after which the request is made again. */
const PAUSE = 150;

/** What would be sent; null until it is known, and while nothing is chosen. */
export function useReplayPreview(order: ReplayOrder | null): { preview: ReplayPreview | null; error: string | null } {
  const latest = useMemo(() => createLatest('replay.preview'), []);
  const [shown, setShown] = useState<{ preview: ReplayPreview | null; error: string | null }>({
    preview: null,
    error: null,
  });
  const key = order === null ? null : JSON.stringify(order);
  useEffect(() => {
    if (key === null) return;
    const timer = setTimeout(() => {
      latest.run(JSON.parse(key) as ReplayOrder).then(
        (preview) => setShown({ preview, error: null }),
        (thrown: unknown) => {
          if (!isCancelled(thrown)) setShown({ preview: null, error: toClientError(thrown).message });
        },
      );
    }, PAUSE);
    return () => {
      clearTimeout(timer);
      latest.cancel();
    };
  }, [key, latest]);
  return shown;
}
