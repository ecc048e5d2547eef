import type { BulkOptions as Options } from '../../../src-preload/contract/replay.ts';
import { Checkbox } from '../../ui/checkbox.tsx';
import { Segmented } from '../../ui/segmented.tsx';
import { NumberField } from '../../ui/text-field.tsx';
import styles from './replay.module.css';
import { modeWords } from './replay-words.ts';
import { TargetField } from './target-field.tsx';

const MODES = ['resigned', 'exact', 'new-id'] as const;

/** How many are replayed: mode, target, pace. */
export function BulkOptions({ options, onChange }: { options: Options; onChange: (options: Options) => void }) {
  const limited = options.ratePerSecond !== null;
  return (
    <>
      <div>
        <Segmented
          label="How to replay"
          value={options.mode}
          segments={MODES.map((each) => ({ value: each, label: modeWords[each].label }))}
          onChange={(mode) => onChange({ ...options, mode })}
        />
        <p className={styles.note}>{modeWords[options.mode].hint}</p>
      </div>
      <TargetField target={options.target} onChange={(target) => onChange({ ...options, target })} />
      <Checkbox
        label="Skip deliveries that succeeded since"
        hint="Through a later attempt or a replay to the webhook’s endpoint."
        checked={options.skipSucceeded}
        onChange={(skipSucceeded) => onChange({ ...options, skipSucceeded })}
      />
      <div className={styles.pacing}>
        <NumberField
          label="At once"
          hint="At most 4 in parallel to each endpoint."
          min={1}
          max={32}
          value={options.parallel}
          onChange={(parallel) => onChange({ ...options, parallel: Math.min(32, Math.max(1, Math.round(parallel))) })}
        />
        <NumberField
          label="Rate"
          unit="per second"
          min={1}
          max={1000}
          disabled={!limited}
          value={options.ratePerSecond ?? 20}
          onChange={(rate) => onChange({ ...options, ratePerSecond: Math.min(1000, Math.max(1, rate)) })}
        />
        <Checkbox
          label="Unlimited rate"
          checked={!limited}
          onChange={(free) => onChange({ ...options, ratePerSecond: free ? null : 20 })}
        />
      </div>
    </>
  );
}
