import { ArrowLeftRight, Send } from 'lucide-react';
import { type ReactNode, useEffect, useRef } from 'react';
import { toClientError } from '../../client/client-error.ts';
import { importDrop } from '../../stores/imports.ts';
import { useLogSelection } from '../../stores/log-selection.ts';
import { sendWebhook } from '../../stores/sending.ts';
import { setView, useViewText } from '../../stores/view.ts';
import { useSelectedId } from '../../stores/webhooks.ts';
import { Button } from '../../ui/button.tsx';
import { EmptyState } from '../../ui/empty-state.tsx';
import { Skeleton } from '../../ui/skeleton.tsx';
import { Split } from '../../ui/split.tsx';
import { useWidth } from '../../ui/use-size.ts';
import { LogDetail } from './detail/log-detail.tsx';
import { isEmptyFilter } from './log-filter.ts';
import { LogGrid } from './log-grid.tsx';
import { LogHead } from './log-head.tsx';
import { isStacked, type LineLayout } from './log-line.tsx';
import styles from './log-pane.module.css';
import { clearFilter, followLog, useLog } from './log-store.ts';

/** Narrower than this, a pair opens in the place of the lines instead of beside them. */
const BESIDE = 960;

/** How lines are laid out in so many pixels. */
function chooseLayout(width: number): LineLayout {
  if (width >= 1040) return 'wide';
  if (width >= 960) return 'middle';
  return width >= 640 ? 'stacked' : 'narrow';
}

function Empty() {
  const filter = useLog((state) => state.filter);
  const selected = useSelectedId();
  if (!isEmptyFilter(filter)) {
    return (
      <EmptyState title="Nothing matches the filter" action={<Button onClick={clearFilter}>Clear the filter</Button>}>
        Requests that come later and match will appear here.
      </EmptyState>
    );
  }
  const send = selected !== null && (
    <Button icon={<Send />} onClick={() => void sendWebhook(selected, 'event')}>
      Send the first event
    </Button>
  );
  return (
    <EmptyState icon={<ArrowLeftRight />} title="Nothing was sent or captured yet" action={send || undefined}>
      Every request gets a line: what was sent is on the left, and what arrived is on the right.
    </EmptyState>
  );
}

function LinesOfWidth({ width }: { width: number }) {
  const window = useLog((state) => state.window);
  const error = useLog((state) => state.error);
  const layout = chooseLayout(width);
  if (error !== null) {
    const again = () => clearFilter();
    return (
      <EmptyState title="The log could not be read" action={<Button onClick={again}>Try again</Button>}>
        {toClientError(error).message}
      </EmptyState>
    );
  }
  if (window === null) return <Skeleton rows={6} label="Loading the log" />;
  if (window.total === 0) return <Empty />;
  return <LogGrid layout={layout} rowHeight={isStacked(layout) ? 52 : 28} />;
}

function Lines() {
  const host = useRef<HTMLDivElement>(null);
  const width = useWidth(host);
  return (
    <div ref={host} className={styles.lines}>
      {width > 0 && <LinesOfWidth width={width} />}
    </div>
  );
}

/** The log: what was sent beside what was captured, and one pair opened. */
export function LogPane({ lineage }: { lineage: (deliveryId: string) => ReactNode }) {
  const pane = useRef<HTMLDivElement>(null);
  const width = useWidth(pane);
  const seq = useLogSelection((state) => state.seq);
  const layout = useViewText('split.detail', '');
  useEffect(followLog, []);
  const alone = seq !== null && width < BESIDE;
  const beside = seq !== null && !alone;
  const lines = { id: 'lines', size: beside ? 42 : 100, minimum: 340, content: <Lines /> };
  const detail = {
    id: 'detail',
    size: 58,
    minimum: 380,
    content: seq !== null && <LogDetail seq={seq} alone={false} lineage={lineage} />,
  };
  return (
    <div ref={pane} className={styles.pane} {...importDrop}>
      {/* The lines stay where they are under an opened request, so that they are found again as they were left. */}
      <div className={styles.below} inert={alone}>
        <LogHead compact={width < 760} />
        <div className={styles.split}>
          <Split
            label="Resize the opened request"
            direction="row"
            layout={layout === '' || !beside ? null : layout}
            onLayout={(next) => setView('split.detail', next)}
            panes={beside ? [lines, detail] : [lines]}
          />
        </div>
      </div>
      {alone && (
        <div className={styles.over}>
          <LogDetail seq={seq} alone lineage={lineage} />
        </div>
      )}
    </div>
  );
}
