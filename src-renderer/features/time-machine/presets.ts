import type { OutageSpan, VirtualReceiver } from '../../../src-preload/contract/time-machine.ts';

export interface Preset {
  id: string;
  label: string;
  hint: string;
  spans: readonly OutageSpan[];
}

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

const refused: VirtualReceiver = { kind: 'refused' };
const status = (code: number, retryAfterSeconds: number | null = null): VirtualReceiver => ({
  kind: 'status',
  status: code,
  retryAfterSeconds,
});

const span = (fromMs: number, lengthMs: number, receiver: VirtualReceiver): OutageSpan => ({
  fromMs,
  toMs: fromMs + lengthMs,
  receiver,
});

/** Outages that receivers really have. The event falls into their first moment. */
export const presets: readonly Preset[] = [
  { id: 'deploy', label: 'A deploy', hint: '5 minutes, connections refused', spans: [span(0, 5 * MINUTE, refused)] },
  { id: 'hour', label: 'One hour', hint: '1 hour, status 503', spans: [span(0, HOUR, status(503))] },
  { id: 'night', label: 'A night', hint: '8 hours, connections refused', spans: [span(0, 8 * HOUR, refused)] },
  { id: 'weekend', label: 'A weekend', hint: '60 hours, connections refused', spans: [span(0, 60 * HOUR, refused)] },
  {
    id: 'flapping',
    label: 'Comes and goes',
    hint: 'refused, up, time-outs, up, status 500',
    spans: [
      span(0, 4 * MINUTE, refused),
      span(6 * MINUTE, 20 * MINUTE, { kind: 'time-out' }),
      span(40 * MINUTE, 2 * HOUR, status(500)),
    ],
  },
  {
    id: 'rate-limit',
    label: 'Rate limit',
    hint: '15 minutes of 429 with Retry-After 900 s',
    spans: [span(0, 15 * MINUTE, status(429, 900))],
  },
  {
    id: 'maintenance',
    label: 'Announced maintenance',
    hint: '2 hours of 503 with Retry-After 2 h',
    spans: [span(0, 2 * HOUR, status(503, 7200))],
  },
  {
    id: 'slow',
    label: 'Overload',
    hint: '30 minutes, answers after 12 s',
    spans: [span(0, 30 * MINUTE, { kind: 'slow', seconds: 12 })],
  },
  { id: 'gone', label: 'Gone', hint: 'a day of 410', spans: [span(0, 24 * HOUR, status(410))] },
];
