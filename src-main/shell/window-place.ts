export interface Rectangle {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** What is used of Electron's Display; `workArea` is without task bars. */
export interface Screen {
  readonly id: number;
  readonly bounds: Rectangle;
  readonly workArea: Rectangle;
}

/** Where a window was: its place when not maximised, and the screen that it was on. */
export interface WindowPlace {
  readonly bounds: Rectangle;
  readonly maximized: boolean;
  readonly screen: { readonly id: number; readonly bounds: Rectangle };
}

export const MINIMUM_SIZE = { width: 1000, height: 640 } as const;
const FIRST_SIZE = { width: 1440, height: 900 } as const;
/** How much of the top edge has to be on a screen, in pixels, for a hand to grab it. */
const GRIP = { width: 120, height: 30 } as const;

/**
 * Where to open the window, in screen pixels: where it was, moved along with its screen; centred on the first screen when that
 * place cannot be seen or grabbed any more, and never larger than the screen.
 */
export function placeWindow(saved: WindowPlace | null, screens: readonly Screen[], primary: Screen): Rectangle {
  if (!saved) return centre(FIRST_SIZE, primary.workArea);
  const screen = screens.find((each) => each.id === saved.screen.id);
  const moved = screen ? move(saved.bounds, saved.screen.bounds, screen.bounds) : saved.bounds;
  const visible = screens.find((each) => isGrippable(moved, each.workArea));
  return visible ? limitSize(moved, visible.workArea) : centre(saved.bounds, primary.workArea);
}

function move(bounds: Rectangle, from: Rectangle, to: Rectangle): Rectangle {
  return { ...bounds, x: bounds.x + to.x - from.x, y: bounds.y + to.y - from.y };
}

function isGrippable(bounds: Rectangle, area: Rectangle): boolean {
  const width = Math.min(bounds.x + bounds.width, area.x + area.width) - Math.max(bounds.x, area.x);
  const top = bounds.y - area.y;
  return width >= GRIP.width && top >= 0 && top <= area.height - GRIP.height;
}

/** A window that gets narrower moves right where its grip would leave the screen with it. */
function limitSize(bounds: Rectangle, area: Rectangle): Rectangle {
  const size = clampSize(bounds, area);
  return { ...bounds, ...size, x: Math.max(bounds.x, area.x + GRIP.width - size.width) };
}

function centre(size: { width: number; height: number }, area: Rectangle): Rectangle {
  const { width, height } = clampSize(size, area);
  return {
    x: area.x + Math.max(0, Math.round((area.width - width) / 2)),
    y: area.y + Math.max(0, Math.round((area.height - height) / 2)),
    width,
    height,
  };
}

function clampSize(size: { width: number; height: number }, area: Rectangle): { width: number; height: number } {
  return {
    width: Math.max(MINIMUM_SIZE.width, Math.min(size.width, area.width)),
    height: Math.max(MINIMUM_SIZE.height, Math.min(size.height, area.height)),
  };
}
