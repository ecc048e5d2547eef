import { describe, expect, it } from 'vitest';
import type { SimulatedAttempt, Simulation } from '../../../src-preload/contract/time-machine.ts';
import { groupMarks } from '../../../src-renderer/features/time-machine/geometry.ts';
import { type Lane, writeCsv, writeText } from '../../../src-renderer/features/time-machine/numbers.ts';
import { listWaits } from '../../../src-renderer/features/time-machine/rule-words.ts';
import {
  describeEnd,
  describeLane,
  describeMoment,
} from '../../../src-renderer/features/time-machine/simulation-words.ts';
import { createScale } from '../../../src-renderer/features/time-machine/time-scale.ts';
import { toOwnRule } from '../../../src-renderer/stores/time-machine-own.ts';

const attempt = (number: number, startMs: number, rest: Partial<SimulatedAttempt> = {}): SimulatedAttempt => ({
  number,
  earliestMs: startMs,
  latestMs: startMs,
  startMs,
  endMs: startMs,
  outcome: 'failure',
  status: null,
  error: 'refused',
  retryAfterSeconds: null,
  why: number === 1 ? 'event' : 'schedule',
  ...rest,
});

const delivered: Simulation = {
  id: 'svix',
  attempts: [attempt(1, 0), attempt(2, 5000), attempt(3, 305_000, { outcome: 'success', status: 200, error: null })],
  end: 'delivered',
  endMs: 305_000,
  reason: null,
  breaker: [],
  survivesMs: { always: 99_305_000, atBest: 119_166_000 },
  givesUpMs: 110_000_000,
  spread: { events: 200, delivered: 199, attemptsPerEvent: 2.5, peakLoad: 3.04 },
};

const lost: Simulation = {
  ...delivered,
  id: 'github',
  attempts: [attempt(1, 0)],
  end: 'exhausted',
  endMs: 0,
  survivesMs: { always: 0, atBest: 0 },
  givesUpMs: 0,
  spread: null,
};

describe('a simulation in words', () => {
  it('tells how it ends', () => {
    expect(describeEnd(delivered)).toEqual({ words: 'delivered after 5 min 5 s', tone: 'success' });
    expect(describeEnd(lost).words).toBe('lost: it is not tried again');
    expect(describeEnd({ ...delivered, end: 'disabled', endMs: 0 }).words).toBe('webhook disabled at once');
  });

  it('tells where it stands at any time', () => {
    expect(describeMoment(delivered, 0).words).toBe('1 failed, next in 5 s');
    expect(describeMoment(delivered, 6000).words).toBe('2 failed, next in 4 min 59 s');
    expect(describeMoment(delivered, 305_000).words).toBe('delivered after 5 min 5 s');
  });

  it('is told whole to screen readers', () => {
    expect(describeLane('Svix', delivered)).toBe(
      'Svix: delivered after 5 min 5 s. 3 attempts: attempt 1 at 0 s, connection refused; attempt 2 at 5 s, ' +
        'connection refused; attempt 3 at 5 min 5 s, 200. Survives outages up to 27 h 35 min 5 s.',
    );
  });
});

describe('the numbers', () => {
  const lanes: Lane[] = [
    { id: 'svix', label: 'Svix', remark: null, simulation: delivered },
    { id: 'github', label: '=HYPERLINK("x"), GitHub', remark: 'assumed', simulation: lost },
  ];

  it('are copied as aligned text, with the outage', () => {
    expect(writeText(lanes.slice(0, 1), 'Connections are refused.').split('\n')).toEqual([
      'Outage: Connections are refused.',
      '',
      'Rule  Result     Attempts  Delivered after  Gives up after    Survives up to   Of all events  Peak load',
      'Svix  delivered  3         5 min 5 s        30 h 33 min 20 s  27 h 35 min 5 s  99 %           3.0 ×',
      '',
    ]);
  });

  it('are copied for a spreadsheet in seconds, and nothing in them is run', () => {
    expect(writeCsv(lanes)).toBe(
      [
        'Rule,Result,Attempts,Delivered after (s),Gives up after (s),Survives up to (s),Of all events (%),Peak load (×)',
        'Svix,delivered,3,305,110000,99305,99.5,3.04',
        '"\'=HYPERLINK(""x""), GitHub (assumed)",lost,1,,0,0,,',
        '',
      ].join('\r\n'),
    );
  });
});

describe('marks', () => {
  it('that would stand on each other are one, with all of their attempts', () => {
    const scale = createScale('linear', { from: 0, to: 600_000 }, 600);
    const groups = groupMarks(delivered.attempts, scale);
    expect(groups.map(({ attempts }) => attempts.map(({ number }) => number))).toEqual([[1, 2], [3]]);
  });
});

describe('an own schedule', () => {
  const own = { delays: '10 s, 1 min\n2h', jitter: 20, retryAfter: false, timeoutSeconds: 15 };

  it('is read as it was typed', () => {
    const { rule, problem } = toOwnRule(own);
    expect(problem).toBeNull();
    expect(listWaits(rule)).toEqual([10, 60, 7200]);
    expect(rule).toMatchObject({ jitter: { kind: 'share', upTo: 0.2 }, honoursRetryAfter: false, timeoutMs: 15_000 });
  });

  it('is read up to what cannot be read, and says what that is', () => {
    const { rule, problem } = toOwnRule({ ...own, delays: '10 s, soon, 5 min' });
    expect(listWaits(rule)).toEqual([10]);
    expect(problem).toContain('“soon”');
    expect(toOwnRule({ ...own, delays: '40 d' }).problem).toContain('30 days');
  });

  it('without waits has no retries', () => {
    expect(toOwnRule({ ...own, delays: ' ' }).rule.steps).toEqual({ kind: 'none' });
  });
});
