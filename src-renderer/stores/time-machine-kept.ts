import type { OutageSpan, VirtualReceiver } from '../../src-preload/contract/time-machine.ts';
import type { OwnSchedule, TimeMachineState } from './time-machine-state.ts';
import { setView, useView } from './view.ts';

type Kept = Partial<Pick<TimeMachineState, 'chosen' | 'outage' | 'seed' | 'own'>>;

const keys = {
  chosen: 'timeMachine.rules',
  outage: 'timeMachine.outage',
  seed: 'timeMachine.seed',
  own: 'timeMachine.own',
} as const;

/** The window remembers at most so many characters under one key. */
const MOST_CHARACTERS = 4000;

/** Remembers what was chosen and drawn; what is too long to remember is left as it was. */
export function writeKept({ chosen, outage, seed, own }: TimeMachineState): void {
  for (const [key, text] of [
    [keys.chosen, chosen.join('\n')],
    [keys.outage, JSON.stringify(outage)],
    [keys.own, JSON.stringify(own)],
  ] as const) {
    if (text.length <= MOST_CHARACTERS) setView(key, text);
  }
  setView(keys.seed, seed);
}

/** What was remembered, as far as it can be read. */
export function readKept(): Kept {
  const { values } = useView.getState();
  const kept: Kept = {};
  const chosen = values[keys.chosen];
  if (typeof chosen === 'string') kept.chosen = chosen === '' ? [] : chosen.split('\n');
  const outage = parse(values[keys.outage]);
  if (Array.isArray(outage) && outage.every(isSpan)) kept.outage = outage;
  const own = parse(values[keys.own]);
  if (isOwn(own)) kept.own = own;
  const seed = values[keys.seed];
  if (typeof seed === 'number') kept.seed = seed;
  return kept;
}

function parse(text: unknown): unknown {
  try {
    return typeof text === 'string' ? JSON.parse(text) : null;
  } catch {
    return null;
  }
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null;
}

function isReceiver(value: unknown): value is VirtualReceiver {
  if (!isRecord(value)) return false;
  if (value.kind === 'slow') return typeof value.seconds === 'number';
  if (value.kind !== 'status') return value.kind === 'refused' || value.kind === 'time-out';
  const asked = value.retryAfterSeconds;
  return typeof value.status === 'number' && (asked === null || typeof asked === 'number');
}

function isSpan(value: unknown): value is OutageSpan {
  return (
    isRecord(value) && typeof value.fromMs === 'number' && typeof value.toMs === 'number' && isReceiver(value.receiver)
  );
}

function isOwn(value: unknown): value is OwnSchedule {
  return (
    isRecord(value) &&
    typeof value.delays === 'string' &&
    typeof value.jitter === 'number' &&
    typeof value.retryAfter === 'boolean' &&
    typeof value.timeoutSeconds === 'number'
  );
}
