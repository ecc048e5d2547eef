import { contextBridge, type IpcRendererEvent, ipcRenderer } from 'electron';
import { CALL_CHANNEL, EVENT_CHANNEL } from './contract/channels.ts';
import type { Answer } from './contract/errors.ts';
import type { Bridge } from './contract/methods.ts';

const bridge: Bridge = {
  async call(name, params) {
    try {
      return await ipcRenderer.invoke(CALL_CHANNEL, name, params);
    } catch (error) {
      return describeUndelivered(error);
    }
  },

  on(listener) {
    if (typeof listener !== 'function') throw new TypeError('on() needs a function to call with the events.');
    // The event object stays here: it holds the sender, and with it a way to every channel.
    const deliver = (_event: IpcRendererEvent, events: unknown): void => listener(events);
    ipcRenderer.on(EVENT_CHANNEL, deliver);
    return () => {
      ipcRenderer.removeListener(EVENT_CHANNEL, deliver);
    };
  },
};

contextBridge.exposeInMainWorld('hookwright', bridge);

/** Why a call never arrived, as data like every other answer: what cannot be cloned is refused before it leaves the page. */
function describeUndelivered(error: unknown): Answer<never> {
  const uncloneable = error instanceof Error && error.message.includes('could not be cloned');
  return uncloneable
    ? {
        ok: false,
        error: {
          code: 'bad-request',
          message: 'A call carries plain data only: no functions, no objects.',
          detail: {},
        },
      }
    : { ok: false, error: { code: 'closing', message: 'Hookwright is closing.', detail: {} } };
}
