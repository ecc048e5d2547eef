/** What a delivery needs to have a place in the queue. */
export interface LaneItem {
  /** In which they were made. */
  number: number;
  /** Deliveries of one lane share its limit. */
  lane: string;
  /** Waits until the one before it in its lane is over, retries included. */
  ordered: boolean;
  /** Until then it keeps its place in the line and does not go. */
  durable: boolean;
  /** It has a place. Kept by the lanes. */
  holding: boolean;
}

export interface LaneLimits {
  perLane: number;
  overall: number;
}

export const defaultLimits: LaneLimits = { perLane: 4, overall: 32 };

interface Lane<Item> {
  ready: Item[];
  running: number;
  /** The ordered delivery that everything behind it waits for, from its first attempt until it is over. */
  head: number | null;
}

/**
 * Says what may go next: at most so many at once, in one lane and overall, lanes taking turns so that a long queue for one
 * endpoint does not hold up the others.
 */
export class Lanes<Item extends LaneItem> {
  readonly #limits: LaneLimits;
  readonly #limitOf: (lane: string) => number | null;
  readonly #lanes = new Map<string, Lane<Item>>();
  #running = 0;

  /** @param limitOf how many of a lane may go at once, where that is fewer than usual */
  constructor(limits: LaneLimits, limitOf: (lane: string) => number | null = () => null) {
    this.#limits = limits;
    this.#limitOf = limitOf;
  }

  get running(): number {
    return this.#running;
  }

  /** Takes a place for an item at once, if there is one and nobody waits for it already. */
  tryEnter(item: Item): boolean {
    const lane = this.#laneOf(item.lane);
    if (lane.ready.length > 0 || !this.#mayEnter(lane, item)) return false;
    this.#enter(lane, item);
    return true;
  }

  /** Puts an item in line by its number, so that a retry comes before what was made later. */
  add(item: Item): void {
    const { ready } = this.#laneOf(item.lane);
    let at = ready.length;
    while (at > 0 && (ready[at - 1]?.number ?? 0) > item.number) at -= 1;
    ready.splice(at, 0, item);
  }

  /** Puts an item before all others of its lane, unless their order matters. */
  promote(item: Item): void {
    const { ready } = this.#laneOf(item.lane);
    if (item.ordered || !ready.includes(item)) return;
    ready.splice(ready.indexOf(item), 1);
    ready.unshift(item);
  }

  /** The next item that may go, its place taken; null while none may. */
  next(): Item | null {
    if (this.#running >= this.#limits.overall) return null;
    for (const [key, lane] of this.#lanes) {
      const item = lane.ready[0];
      if (!item?.durable || !this.#mayEnter(lane, item)) continue;
      lane.ready.shift();
      this.#enter(lane, item);
      // To the end of the map: the other lanes are asked first next time.
      this.#lanes.delete(key);
      this.#lanes.set(key, lane);
      return item;
    }
    return null;
  }

  /** Gives a place back. `over`: no further attempt follows, so that an ordered lane may go on. */
  leave(item: Item, over: boolean): void {
    const lane = this.#laneOf(item.lane);
    if (item.holding) {
      item.holding = false;
      this.#running -= 1;
      lane.running -= 1;
    }
    this.#tidy(item, lane, over);
  }

  /** Takes an item without a place out of the line: it was cancelled, or is blocked. */
  remove(item: Item): void {
    const lane = this.#laneOf(item.lane);
    lane.ready = lane.ready.filter((other) => other.number !== item.number);
    this.#tidy(item, lane, true);
  }

  /** The number of the delivery that this one waits behind; null where only a limit holds it up. */
  waitsBehind(item: Item): number | null {
    const lane = this.#lanes.get(item.lane);
    if (lane === undefined || !item.ordered) return null;
    return lane.head === item.number ? null : lane.head;
  }

  /** An ordered delivery that was begun before: what is behind it waits for its retry. */
  hold(item: Item): void {
    this.#laneOf(item.lane).head = item.number;
  }

  #tidy(item: Item, lane: Lane<Item>, over: boolean): void {
    if (over && lane.head === item.number) lane.head = null;
    if (lane.running === 0 && lane.ready.length === 0 && lane.head === null) this.#lanes.delete(item.lane);
  }

  #mayEnter(lane: Lane<Item>, item: Item): boolean {
    if (this.#running >= this.#limits.overall || lane.running >= this.#limits.perLane) return false;
    if (lane.running >= (this.#limitOf(item.lane) ?? this.#limits.perLane)) return false;
    if (lane.head !== null && lane.head !== item.number) return false;
    return !item.ordered || lane.running === 0;
  }

  #enter(lane: Lane<Item>, item: Item): void {
    item.holding = true;
    this.#running += 1;
    lane.running += 1;
    if (item.ordered) lane.head = item.number;
  }

  #laneOf(key: string): Lane<Item> {
    let lane = this.#lanes.get(key);
    if (lane === undefined) {
      lane = { ready: [], running: 0, head: null };
      this.#lanes.set(key, lane);
    }
    return lane;
  }
}
