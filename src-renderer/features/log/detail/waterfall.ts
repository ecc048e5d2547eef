import type { AttemptTimings } from '../../../../src-preload/contract/delivery.ts';

export interface Phase {
  id: 'dns' | 'connect' | 'tls' | 'wait' | 'read';
  label: string;
  /** Milliseconds from the start of the attempt. */
  from: number;
  to: number;
}

/**
 * The phases of an attempt, one after the other. The engine notes when each had ended; a phase that was skipped (no TLS,
 * a connection that was open already) has no bar.
 */
export function toPhases(timings: AttemptTimings): Phase[] {
  const { dns, connect, tls, firstByte, total } = timings;
  const ends: [Phase['id'], string, number | null][] = [
    ['dns', 'Look up the name', dns],
    ['connect', 'Connect', connect],
    ['tls', 'TLS handshake', tls],
    ['wait', 'Send and wait', firstByte],
    ['read', 'Read the answer', firstByte === null ? null : total],
  ];
  let from = 0;
  const phases: Phase[] = [];
  for (const [id, label, end] of ends) {
    if (end === null) continue;
    phases.push({ id, label, from, to: Math.max(from, end) });
    from = Math.max(from, end);
  }
  if (firstByte === null && total > from) phases.push({ id: 'wait', label: 'Send and wait', from, to: total });
  return phases;
}
