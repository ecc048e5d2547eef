import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { placeWindow, type Screen, type WindowPlace } from '../../src-main/shell/window-place.ts';

const bar = 40;
function createScreen(id: number, x: number, y: number, width: number, height: number): Screen {
  return { id, bounds: { x, y, width, height }, workArea: { x, y: y + bar, width, height: height - bar } };
}
const laptop = createScreen(1, 0, 0, 1600, 1000);
const monitor = createScreen(2, 1600, 0, 2560, 1440);

/** A window that was on the monitor. */
const there: WindowPlace = {
  bounds: { x: 1800, y: 200, width: 1500, height: 900 },
  maximized: false,
  screen: { id: 2, bounds: monitor.bounds },
};

describe('the window opens', () => {
  test('centred on the first screen at the first start', () => {
    expect(placeWindow(null, [laptop, monitor], laptop)).toEqual({ x: 80, y: 70, width: 1440, height: 900 });
  });

  test('where it was', () => {
    expect(placeWindow(there, [laptop, monitor], laptop)).toEqual(there.bounds);
  });

  test('at the same place of a screen that was moved', () => {
    const moved = createScreen(2, -2560, 0, 2560, 1440);
    expect(placeWindow(there, [laptop, moved], laptop)).toEqual({ ...there.bounds, x: 1800 - 1600 - 2560 });
  });

  test('centred on the first screen when its own is gone', () => {
    expect(placeWindow(there, [laptop], laptop)).toEqual({ x: 50, y: 70, width: 1500, height: 900 });
  });

  test('where it was although the screen has another number now', () => {
    expect(placeWindow(there, [laptop, { ...monitor, id: 9 }], laptop)).toEqual(there.bounds);
  });

  test('centred when its title bar would be above the screen', () => {
    const high = { ...there, bounds: { ...there.bounds, y: -500 } };
    expect(placeWindow(high, [laptop, monitor], laptop)).toEqual({ x: 50, y: 70, width: 1500, height: 900 });
  });

  test('no larger than its screen', () => {
    const large = { ...there, bounds: { x: 1700, y: 100, width: 9000, height: 9000 } };
    expect(placeWindow(large, [laptop, monitor], laptop)).toEqual({ x: 1700, y: 100, width: 2560, height: 1400 });
  });

  test('no smaller than 1000x640', () => {
    const small = { ...there, bounds: { x: 1700, y: 100, width: 10, height: 10 } };
    expect(placeWindow(small, [laptop, monitor], laptop)).toMatchObject({ width: 1000, height: 640 });
  });

  test('with its grip on the screen when it was wider and reached beyond the left edge', () => {
    const wide = {
      ...there,
      bounds: { x: -3441, y: 40, width: 3600, height: 700 },
      screen: { ...there.screen, id: 9 },
    };
    expect(placeWindow(wide, [laptop, monitor], laptop)).toEqual({ x: -1480, y: 40, width: 1600, height: 700 });
  });

  test('where a hand can reach its title bar, whatever was saved', () => {
    const edge = fc.integer({ min: -20_000, max: 20_000 });
    const size = fc.integer({ min: 1, max: 20_000 });
    const bounds = fc.record({ x: edge, y: edge, width: size, height: size });
    const id = fc.constantFrom(1, 2, 3);
    fc.assert(
      fc.property(bounds, id, bounds, (was, screenId, screenWas) => {
        const saved = { bounds: was, maximized: false, screen: { id: screenId, bounds: screenWas } };
        const placed = placeWindow(saved, [laptop, monitor], laptop);
        return [laptop, monitor].some(({ workArea: area }) => {
          const width = Math.min(placed.x + placed.width, area.x + area.width) - Math.max(placed.x, area.x);
          return width >= 100 && placed.y >= area.y && placed.y <= area.y + area.height - 20;
        });
      }),
    );
  });
});
