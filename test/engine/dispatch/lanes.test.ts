import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type LaneItem, Lanes } from '../../../src-main/engine/dispatch/lanes.ts';

let made = 0;
const item = (lane: string, ordered = false): LaneItem => {
  made += 1;
  return { number: made, lane, ordered, durable: true, holding: false };
};

function takeAll(lanes: Lanes<LaneItem>): LaneItem[] {
  const taken: LaneItem[] = [];
  for (let next = lanes.next(); next !== null; next = lanes.next()) taken.push(next);
  return taken;
}

describe('lanes', () => {
  it('let so many of one lane go, and so many overall', () => {
    const lanes = new Lanes<LaneItem>({ perLane: 4, overall: 10 });
    for (const lane of ['a', 'b', 'c', 'd']) for (let count = 0; count < 6; count += 1) lanes.add(item(lane));
    const taken = takeAll(lanes);
    const perLane = new Map<string, number>();
    for (const { lane } of taken) perLane.set(lane, (perLane.get(lane) ?? 0) + 1);
    expect(taken).toHaveLength(10);
    expect(Math.max(...perLane.values())).toBeLessThanOrEqual(4);
    // They took turns: nobody was left out.
    expect(perLane.size).toBe(4);
  });

  it('let an ordered one go only when the one before it is over, not when it only failed', () => {
    const lanes = new Lanes<LaneItem>({ perLane: 4, overall: 32 });
    const [first, second] = [item('a', true), item('a', true)];
    lanes.add(first);
    lanes.add(second);
    expect(takeAll(lanes)).toEqual([first]);
    lanes.leave(first, false);
    expect(takeAll(lanes)).toEqual([]);
    expect(lanes.waitsBehind(second)).toBe(first.number);
    lanes.add(first);
    expect(takeAll(lanes)).toEqual([first]);
    lanes.leave(first, true);
    expect(takeAll(lanes)).toEqual([second]);
  });

  it('do not let a newcomer pass those who wait', () => {
    const lanes = new Lanes<LaneItem>({ perLane: 1, overall: 32 });
    const [first, second, third] = [item('a'), item('a'), item('a')];
    expect(lanes.tryEnter(first)).toBe(true);
    expect(lanes.tryEnter(second)).toBe(false);
    lanes.add(second);
    lanes.leave(first, true);
    expect(lanes.tryEnter(third)).toBe(false);
    expect(lanes.next()).toBe(second);
  });

  it('keep a place in the line for what is not durable yet', () => {
    const lanes = new Lanes<LaneItem>({ perLane: 1, overall: 32 });
    const [first, second] = [item('a'), item('a')];
    first.durable = false;
    lanes.add(first);
    lanes.add(second);
    expect(lanes.next()).toBeNull();
    first.durable = true;
    expect(lanes.next()).toBe(first);
  });

  it('never exceed a limit and lose nobody, whatever happens in which order', () => {
    const step = fc.record({
      action: fc.constantFrom('add', 'take', 'leave', 'fail', 'remove'),
      lane: fc.constantFrom('a', 'b', 'c'),
      ordered: fc.boolean(),
      pick: fc.nat(20),
    });
    fc.assert(
      fc.property(fc.array(step, { maxLength: 120 }), (steps) => {
        const lanes = new Lanes<LaneItem>({ perLane: 2, overall: 3 });
        const waiting = new Set<LaneItem>();
        const running = new Set<LaneItem>();
        for (const { action, lane, ordered, pick } of steps) {
          if (action === 'add') {
            const added = item(lane, ordered);
            waiting.add(added);
            lanes.add(added);
          }
          if (action === 'take') {
            const taken = lanes.next();
            if (taken !== null) {
              if (!waiting.delete(taken)) return false;
              running.add(taken);
            }
          }
          const chosen = [...(action === 'remove' ? waiting : running)][pick];
          if (chosen !== undefined && action === 'leave') {
            running.delete(chosen);
            lanes.leave(chosen, true);
          }
          if (chosen !== undefined && action === 'fail') {
            running.delete(chosen);
            waiting.add(chosen);
            lanes.leave(chosen, false);
            lanes.add(chosen);
          }
          if (chosen !== undefined && action === 'remove') {
            waiting.delete(chosen);
            lanes.remove(chosen);
          }
          if (running.size > 3 || lanes.running !== running.size) return false;
          for (const name of ['a', 'b', 'c']) {
            const inLane = [...running].filter((one) => one.lane === name);
            if (inLane.length > 2 || (inLane.some((one) => one.ordered) && inLane.length > 1)) return false;
          }
        }
        // Everybody gets through in the end.
        for (let rounds = 0; waiting.size + running.size > 0; rounds += 1) {
          if (rounds > 500) return false;
          for (const one of running) lanes.leave(one, true);
          running.clear();
          for (const one of takeAll(lanes)) {
            waiting.delete(one);
            running.add(one);
          }
        }
        return true;
      }),
      { numRuns: 2000, seed: 7 },
    );
  });
});
