import { Pause, Play, SkipBack, SkipForward, X } from 'lucide-react';
import { setClock, togglePlaying, useVirtualClock } from '../../stores/virtual-clock.ts';
import { IconButton } from '../../ui/icon-button.tsx';
import { BareSelect } from '../../ui/select.tsx';
import { formatSpan } from '../../ui/time-span.ts';
import styles from './time-machine-screen.module.css';
import type { Speed } from './use-playback.ts';

const speeds: readonly { value: Speed; label: string }[] = [
  { value: 'sweep', label: 'All in 12 s' },
  { value: '60', label: '1 min per s' },
  { value: '600', label: '10 min per s' },
  { value: '3600', label: '1 h per s' },
  { value: '21600', label: '6 h per s' },
];

export interface ClockBarProps {
  endMs: number;
  /** When something happens, in order. */
  moments: readonly number[];
  speed: Speed;
  onSpeed: (speed: Speed) => void;
}

/** The virtual clock: let it run, stop it, go from one attempt to the next. */
export function ClockBar({ endMs, moments, speed, onSpeed }: ClockBarProps) {
  const at = useVirtualClock((state) => state.at);
  const playing = useVirtualClock((state) => state.playing);
  const before = moments.findLast((moment) => moment < (at ?? 0));
  const after = moments.find((moment) => moment > (at ?? -1));
  return (
    <section className={styles.clock} aria-label="Virtual clock">
      <IconButton
        label="Go to the attempt before"
        icon={<SkipBack />}
        disabled={before === undefined}
        onClick={() => before !== undefined && setClock(before)}
      />
      <IconButton
        label={playing ? 'Stop the clock' : 'Let the clock run'}
        keys=" "
        icon={playing ? <Pause /> : <Play />}
        onClick={() => togglePlaying(endMs)}
      />
      <IconButton
        label="Go to the next attempt"
        icon={<SkipForward />}
        disabled={after === undefined}
        onClick={() => after !== undefined && setClock(after)}
      />
      <BareSelect label="Speed of the clock" value={speed} options={speeds} onChange={onSpeed} />
      <output className={styles.time} aria-label="Time on the clock" aria-live="off">
        {at === null ? '' : formatSpan(at)}
      </output>
      {at !== null && (
        <IconButton size="small" label="Put the clock away" icon={<X />} onClick={() => setClock(null)} />
      )}
    </section>
  );
}
