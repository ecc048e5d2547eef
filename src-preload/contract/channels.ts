/** The one channel on which the window asks; see `methods.ts` for what may be asked. */
export const CALL_CHANNEL = 'hookwright:call';

/** The one channel on which the window is told; see `events.ts` for what is told. */
export const EVENT_CHANNEL = 'hookwright:events';
