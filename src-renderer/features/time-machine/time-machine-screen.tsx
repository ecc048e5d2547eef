import { ChartGantt, Copy, Dices, ImageDown, Maximize, X, ZoomIn, ZoomOut } from 'lucide-react';
import { type KeyboardEvent, useCallback, useEffect, useMemo, useRef, useState } from 'react';
import { copyText } from '../../commands/system.ts';
import { keysOf } from '../../commands/table.ts';
import { showWork } from '../../stores/screen.ts';
import {
  chooseLanes,
  findLaneRule,
  laneIdOf,
  loadTimeMachine,
  reroll,
  useTimeMachine,
} from '../../stores/time-machine.ts';
import { setView, useViewText } from '../../stores/view.ts';
import { setClock } from '../../stores/virtual-clock.ts';
import { Banner } from '../../ui/banner.tsx';
import { Button } from '../../ui/button.tsx';
import { EmptyState } from '../../ui/empty-state.tsx';
import { IconButton } from '../../ui/icon-button.tsx';
import { Menu } from '../../ui/menu.tsx';
import { Segmented } from '../../ui/segmented.tsx';
import { Skeleton } from '../../ui/skeleton.tsx';
import { Split } from '../../ui/split.tsx';
import { ClockBar } from './clock-bar.tsx';
import { Legend } from './legend.tsx';
import { type Lane, writeCsv, writeText } from './numbers.ts';
import { NumbersTable } from './numbers-table.tsx';
import { OutagePanel } from './outage-panel.tsx';
import panelStyles from './panel.module.css';
import { Picture } from './picture.tsx';
import { describeSpan } from './receiver-words.ts';
import { RulePicker } from './rule-picker.tsx';
import { savePicture } from './save-picture.ts';
import styles from './time-machine-screen.module.css';
import { fitRange, type Range, type ScaleKind, type TimeScale, zoomRange } from './time-scale.ts';
import { type Speed, usePlayback } from './use-playback.ts';

/** The rules that are drawn, each with what becomes of the event. */
function useLanes(): readonly Lane[] {
  const state = useTimeMachine();
  const { choices, own, chosen, simulations } = state;
  return useMemo(
    () =>
      chosen.flatMap((id) => {
        const rule = findLaneRule({ choices, own }, id);
        const simulation = simulations.get(id);
        if (rule === null || simulation === undefined) return [];
        const webhook = choices?.find((choice) => laneIdOf(choice) === id)?.webhook ?? null;
        const remark = webhook?.providerName ?? (rule.confidence === 'documented' ? null : rule.confidence);
        return [{ id, label: rule.label, remark, simulation }];
      }),
    [choices, own, chosen, simulations],
  );
}

/** What is shown: where the user zoomed to, else everything. Remembered. */
function useRange(lanes: readonly Lane[], kind: ScaleKind): [Range, (range: Range | null) => void] {
  const outage = useTimeMachine((state) => state.outage);
  const kept = useViewText('timeMachine.range', '');
  const last = Math.max(0, ...outage.map(({ toMs }) => toMs), ...lanes.map(({ simulation }) => simulation.endMs));
  const [from, to] = kept.split(' ').map(Number);
  const isKept = from !== undefined && to !== undefined && from >= 0 && to > from;
  const range = useMemo(() => (isKept ? { from, to } : fitRange(kind, last)), [isKept, from, to, kind, last]);
  const set = useCallback((next: Range | null): void => {
    setView('timeMachine.range', next === null ? '' : `${Math.round(next.from)} ${Math.round(next.to)}`);
  }, []);
  return [range, set];
}

function listMoments(lanes: readonly Lane[]): number[] {
  const times = lanes.flatMap(({ simulation }) => [
    ...simulation.attempts.map(({ startMs }) => startMs),
    simulation.endMs,
  ]);
  return [...new Set(times)].sort((one, other) => one - other);
}

function describeOutage(): string {
  const { outage } = useTimeMachine.getState();
  return outage.length === 0 ? 'none' : outage.map(describeSpan).join(' ');
}

function CopyMenu({ lanes }: { lanes: readonly Lane[] }) {
  return (
    <Menu
      align="end"
      trigger={<IconButton label="Copy the numbers" icon={<Copy />} disabled={lanes.length === 0} />}
      items={[
        {
          id: 'text',
          label: 'Copy as text',
          hint: 'Aligned columns, for a ticket or a chat',
          onSelect: () => void copyText(writeText(lanes, describeOutage()), 'Table'),
        },
        {
          id: 'csv',
          label: 'Copy as CSV',
          hint: 'For a spreadsheet, durations in seconds',
          onSelect: () => void copyText(writeCsv(lanes), 'CSV'),
        },
      ]}
    />
  );
}

function SaveMenu({ onSave, disabled }: { onSave: (format: 'svg' | 'png') => void; disabled: boolean }) {
  return (
    <Menu
      align="end"
      trigger={<IconButton label="Save the picture" icon={<ImageDown />} disabled={disabled} />}
      items={[
        { id: 'svg', label: 'Save as SVG…', hint: 'Sharp at any size', onSelect: () => onSave('svg') },
        { id: 'png', label: 'Save as PNG…', hint: 'Twice the size of the screen', onSelect: () => onSave('png') },
      ]}
    />
  );
}

const speedNames: readonly Speed[] = ['sweep', '60', '600', '3600', '21600'];

/** Senders’ retry rules against an outage, on a virtual clock. Escape goes back to the work. */
export function TimeMachineScreen() {
  const screen = useRef<HTMLElement>(null);
  const picture = useRef<HTMLDivElement>(null);
  const scale = useRef<TimeScale | null>(null);
  const [, setWidth] = useState(0);
  const loaded = useTimeMachine((state) => state.choices !== null);
  const hasChosen = useTimeMachine((state) => state.chosen.length > 0);
  const problem = useTimeMachine((state) => state.problem);
  const layout = useViewText('split.timeMachine', '');
  const kind: ScaleKind = useViewText('timeMachine.scale', 'logarithmic') === 'linear' ? 'linear' : 'logarithmic';
  const speedKept = useViewText('timeMachine.speed', 'sweep');
  const speed = speedNames.find((each) => each === speedKept) ?? 'sweep';
  const lanes = useLanes();
  const moments = useMemo(() => listMoments(lanes), [lanes]);
  const [fitted, setRange] = useRange(lanes, kind);
  const [held, setHeld] = useState<Range | null>(null);
  const range = held ?? fitted;
  const keepScale = useCallback((next: TimeScale): void => {
    scale.current = next;
    setWidth(next.width);
  }, []);
  usePlayback(scale, speed, moments);

  useEffect(() => {
    void loadTimeMachine();
    screen.current?.focus();
    return () => setClock(null);
  }, []);

  function leave(event: KeyboardEvent): void {
    if (event.key === 'Escape' && !event.defaultPrevented) showWork();
  }

  function zoom(factor: number): void {
    if (scale.current !== null) setRange(zoomRange(scale.current, factor, scale.current.width / 2));
  }

  const content = (
    <div className={styles.pictureHost}>
      <div ref={picture} className={styles.drawing}>
        <Picture {...{ lanes, kind, range }} onRange={setRange} onHold={setHeld} onScale={keepScale} />
      </div>
      <Legend breaker={lanes.some(({ simulation }) => simulation.breaker.length > 0)} />
    </div>
  );

  return (
    <section
      ref={screen}
      className={styles.screen}
      data-pane=""
      aria-label="Retry time machine"
      tabIndex={-1}
      onKeyDown={leave}
    >
      <header className={styles.head}>
        <h1 className={styles.title}>Retry time machine</h1>
        <Segmented
          label="Time axis"
          value={kind}
          segments={[
            { value: 'logarithmic', label: 'Log' },
            { value: 'linear', label: 'Linear' },
          ]}
          onChange={(next) => setView('timeMachine.scale', next)}
        />
        <div className={styles.zoom}>
          <IconButton label="Zoom out" keys="-" icon={<ZoomOut />} onClick={() => zoom(1 / 0.7)} />
          <IconButton label="Zoom in" keys="+" icon={<ZoomIn />} onClick={() => zoom(0.7)} />
          <IconButton label="Show everything" keys="0" icon={<Maximize />} onClick={() => setRange(null)} />
        </div>
        <ClockBar
          endMs={range.to}
          moments={moments}
          speed={speed}
          onSpeed={(next) => setView('timeMachine.speed', next)}
        />
        <span className={styles.spring} />
        <IconButton label="Draw the jitter anew" icon={<Dices />} onClick={reroll} />
        <CopyMenu lanes={lanes} />
        <SaveMenu disabled={lanes.length === 0} onSave={(format) => void savePicture(picture.current, format)} />
        <IconButton label="Close the time machine" icon={<X />} keys={keysOf('app.timeMachine')} onClick={showWork} />
      </header>
      <div className={styles.body}>
        {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable with the keyboard */}
        <section className={panelStyles.panel} data-pane="" tabIndex={0} aria-label="What is compared">
          <OutagePanel />
          <RulePicker />
        </section>
        <div className={styles.main} data-pane="">
          {problem !== null && (
            <Banner
              tone="failure"
              title="It could not be simulated."
              actions={
                <Button size="small" onClick={() => void loadTimeMachine()}>
                  Try again
                </Button>
              }
            >
              {problem}
            </Banner>
          )}
          {!loaded && problem === null && <Skeleton rows={4} label="Loading the rules" />}
          {loaded && !hasChosen && (
            <EmptyState
              icon={<ChartGantt />}
              title="No rule is shown"
              action={
                <Button variant="primary" onClick={() => chooseLanes(['svix', 'github', 'shopify'])}>
                  Compare Svix, GitHub and Shopify
                </Button>
              }
            >
              Choose rules at the left: those of your webhooks, those of senders, or a schedule of your own. Each
              becomes a line with its attempts, against the same outage.
            </EmptyState>
          )}
          {loaded && hasChosen && (
            <Split
              label="Resize the numbers"
              direction="column"
              layout={layout === '' ? null : layout}
              onLayout={(next) => setView('split.timeMachine', next)}
              panes={[
                { id: 'picture', size: 66, minimum: 160, content },
                { id: 'numbers', size: 34, minimum: 72, content: <NumbersTable lanes={lanes} /> },
              ]}
            />
          )}
        </div>
      </div>
    </section>
  );
}
