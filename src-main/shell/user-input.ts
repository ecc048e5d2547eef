const RECENTLY = 5000;

/** Remembers when a person last pressed a key or a button; told by the browser process, so that a page cannot pretend. */
export interface UserInput {
  record(type: string): void;
  wasRecent(): boolean;
}

export function createUserInput(monotonic: () => number): UserInput {
  let last = Number.NEGATIVE_INFINITY;
  return {
    record(type) {
      if (
        type === 'mouseDown' ||
        type === 'mouseUp' ||
        type === 'keyDown' ||
        type === 'rawKeyDown' ||
        type === 'touchEnd'
      ) {
        last = monotonic();
      }
    },
    wasRecent: () => monotonic() - last <= RECENTLY,
  };
}
