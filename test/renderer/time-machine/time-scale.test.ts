import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { listTicks } from '../../../src-renderer/features/time-machine/ticks.ts';
import {
  createScale,
  fitRange,
  LONGEST,
  panRange,
  type ScaleKind,
  zoomRange,
} from '../../../src-renderer/features/time-machine/time-scale.ts';

const hour = 3_600_000;

const anyScale = fc
  .record({
    kind: fc.constantFrom<ScaleKind>('linear', 'logarithmic'),
    from: fc.integer({ min: 0, max: 100 * hour }),
    length: fc.integer({ min: 2000, max: 1000 * hour }),
    width: fc.integer({ min: 100, max: 2000 }),
  })
  .map(({ kind, from, length, width }) => createScale(kind, { from, to: from + length }, width));

describe('the axis', () => {
  it('begins and ends with what is shown, and keeps the order of time', () => {
    fc.assert(
      fc.property(anyScale, (scale) => {
        expect(scale.toX(scale.range.from)).toBeCloseTo(0, 3);
        expect(scale.toX(scale.range.to)).toBeCloseTo(scale.width, 3);
        const middle = (scale.range.from + scale.range.to) / 2;
        expect(scale.toX(middle)).toBeGreaterThan(0);
        expect(scale.toX(middle)).toBeLessThan(scale.width);
      }),
    );
  });

  it('tells the time of a place and the place of a time', () => {
    fc.assert(
      fc.property(anyScale, fc.double({ min: 0, max: 1, noNaN: true }), (scale, share) => {
        const x = share * scale.width;
        expect(scale.toX(scale.toMs(x))).toBeCloseTo(x, 2);
      }),
    );
  });

  it('is zoomed around the pointer', () => {
    const scale = createScale('linear', { from: 0, to: 10 * hour }, 1000);
    expect(zoomRange(scale, 0.5, 0)).toEqual({ from: 0, to: 5 * hour });
    const around = createScale('linear', zoomRange(scale, 0.5, 500), 1000);
    expect(around.toMs(500)).toBeCloseTo(scale.toMs(500), 0);
  });

  it('never shows a time before the event, less than two seconds or more than a year', () => {
    fc.assert(
      fc.property(
        anyScale,
        fc.constantFrom(0.001, 0.5, 2, 1e6),
        fc.integer({ min: -5000, max: 5000 }),
        (scale, factor, by) => {
          for (const { from, to } of [zoomRange(scale, factor, 30), panRange(scale, by)]) {
            expect(from).toBeGreaterThanOrEqual(0);
            expect(to - from).toBeGreaterThanOrEqual(1999);
            expect(to).toBeLessThanOrEqual(LONGEST);
          }
        },
      ),
    );
  });

  it('has labels that do not touch, in the order of time', () => {
    fc.assert(
      fc.property(anyScale, (scale) => {
        const ticks = listTicks(scale);
        for (const [index, tick] of ticks.entries()) {
          const before = ticks[index - 1];
          if (before !== undefined) expect(tick.x - before.x).toBeGreaterThanOrEqual(63.999);
        }
      }),
    );
  });

  it('names round times', () => {
    const linear = createScale('linear', { from: 0, to: 2 * hour }, 600);
    expect(listTicks(linear).map(({ label }) => label)).toEqual([
      '0 s',
      '15 min',
      '30 min',
      '45 min',
      '1 h',
      '1 h 15 min',
      '1 h 30 min',
      '1 h 45 min',
      '2 h',
    ]);
    const logarithmic = createScale('logarithmic', fitRange('logarithmic', 10 * hour), 600);
    expect(listTicks(logarithmic).map(({ label }) => label)).toEqual(
      expect.arrayContaining(['0 s', '1 min', '1 h', '10 h']),
    );
  });

  it('shows everything with room after it', () => {
    expect(fitRange('linear', hour).to).toBeGreaterThan(hour);
    expect(fitRange('linear', 0)).toEqual({ from: 0, to: 10_600 });
  });
});
