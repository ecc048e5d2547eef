import { create } from 'zustand';

interface VirtualClock {
  /** Milliseconds since the event; null while the clock does not run, and the whole picture is shown. */
  at: number | null;
  playing: boolean;
}

/** The clock of the time machine. */
export const useVirtualClock = create<VirtualClock>(() => ({ at: null, playing: false }));

/** Sets the clock, as by pulling its hand; it stands then. */
export function setClock(at: number | null): void {
  useVirtualClock.setState({ at, playing: false });
}

/** Moves the clock while it runs. */
export function moveClock(at: number): void {
  useVirtualClock.setState({ at });
}

/** Lets it run from where it stands, or from the event when it stands at the end; or stops it. */
export function togglePlaying(endMs: number): void {
  const { at, playing } = useVirtualClock.getState();
  if (playing) useVirtualClock.setState({ playing: false });
  else useVirtualClock.setState({ playing: true, at: at === null || at >= endMs ? 0 : at });
}
