import type { SenderEvent, SenderFrame } from '../../src-main/shell/sender.ts';

export const ORIGIN = 'app://hookwright';
const OUR_CONTENTS = 7;

export const ourFrame: SenderFrame = { url: `${ORIGIN}/index.html`, origin: ORIGIN, parent: null };

/** A message of our page; `change` spoils one thing about the frame that sent it. */
export function createSenderEvent(change: Partial<SenderFrame> = {}, contents = OUR_CONTENTS): SenderEvent {
  return { sender: { id: contents }, senderFrame: { ...ourFrame, ...change } };
}

/** A frame that was destroyed, as Electron 33 has it: every property throws. */
export function createDestroyedFrame(): SenderFrame {
  const gone = (): never => {
    throw new TypeError('Render frame was disposed before WebFrameMain could be accessed');
  };
  return Object.defineProperties({} as SenderFrame, {
    url: { get: gone },
    origin: { get: gone },
    parent: { get: gone },
  });
}

export const trusted = { origin: ORIGIN, isOurs: (id: number) => id === OUR_CONTENTS };
