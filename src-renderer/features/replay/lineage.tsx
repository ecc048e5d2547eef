import { useEffect, useState } from 'react';
import type { LineageEntry } from '../../../src-preload/contract/replay.ts';
import { call } from '../../client/call.ts';
import { on } from '../../client/on.ts';
import { revealLogRow } from '../../stores/log-selection.ts';
import { Status } from '../../ui/status.tsx';
import { Time } from '../../ui/time.tsx';
import styles from './replay.module.css';
import { describeState, modeWords } from './replay-words.ts';

const ROW = 28;
const STEP = 16;

/** How far each delivery is from the original. */
function measureDepths(family: readonly LineageEntry[]): number[] {
  const depths = new Map<string, number>();
  return family.map(({ id, replayOf }) => {
    const depth = replayOf === null ? 0 : (depths.get(replayOf) ?? -1) + 1;
    depths.set(id, depth);
    return depth;
  });
}

function Tree({ family, depths }: { family: readonly LineageEntry[]; depths: readonly number[] }) {
  const at = (index: number): { x: number; y: number } => ({
    x: 8 + Math.min(depths[index] ?? 0, 6) * STEP,
    y: index * ROW + ROW / 2,
  });
  const width = 16 + Math.min(Math.max(0, ...depths), 6) * STEP;
  return (
    <svg className={styles.tree} width={width} height={family.length * ROW} aria-hidden="true">
      {family.map(({ id, replayOf }, index) => {
        const parent = family.findIndex((other) => other.id === replayOf);
        if (parent < 0) return null;
        const [from, to] = [at(parent), at(index)];
        return <path key={id} d={`M${from.x} ${from.y} V${to.y} H${to.x}`} />;
      })}
      {family.map(({ id, state }, index) => (
        <circle key={id} cx={at(index).x} cy={at(index).y} r="4" data-tone={describeState(state).tone} />
      ))}
    </svg>
  );
}

/** A delivery, what it replays, and what was replayed from it. Shows nothing where there is no replay. */
export function Lineage({ deliveryId }: { deliveryId: string }) {
  const [family, setFamily] = useState<readonly LineageEntry[]>([]);
  useEffect(() => {
    let gone = false;
    const load = (): void => {
      call('replay.lineage', { deliveryId }).then(
        (entries) => {
          if (!gone) setFamily(entries);
        },
        () => {
          if (!gone) setFamily([]);
        },
      );
    };
    load();
    const stop = on('delivery.finished', load);
    return () => {
      gone = true;
      stop();
    };
  }, [deliveryId]);
  if (family.length < 2) return null;
  const depths = measureDepths(family);
  return (
    <section aria-label="Replays">
      <h3 className={styles.heading}>Replays</h3>
      <div className={styles.lineage}>
        <Tree family={family} depths={depths} />
        <ol className={styles.members}>
          {family.map(({ id, mode, state, createdAt, seq }) => {
            const { tone, words } = describeState(state);
            return (
              <li key={id} className={styles.member}>
                <button
                  type="button"
                  className={styles.memberButton}
                  aria-current={id === deliveryId ? 'true' : undefined}
                  disabled={seq === null}
                  title={id}
                  onClick={() => seq !== null && revealLogRow(seq)}
                >
                  {mode === null ? 'Original' : `Replay: ${modeWords[mode].label.toLowerCase()}`}
                </button>
                <Status tone={tone}>{words}</Status>
                <Time at={createdAt} day />
              </li>
            );
          })}
        </ol>
      </div>
    </section>
  );
}
