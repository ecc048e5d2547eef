import { contextBridge, type IpcRendererEvent, ipcRenderer } from 'electron';
import { createCallGate, limitCallBytes, tooManyCalls } from './contract/call-limits.ts';
import { CALL_CHANNEL, EVENT_CHANNEL } from './contract/channels.ts';
import type { Answer } from './contract/errors.ts';
import type { Bridge } from './contract/methods.ts';
import { measurePlainData, PlainDataFault } from './contract/plain-data.ts';

const LONGEST_NAME = 100;

const gate = createCallGate();

const bridge: Bridge = {
  async call(name, params) {
    if (typeof name !== 'string' || name.length > LONGEST_NAME) return refuse('There is no such method.');
    // Judged here, by length alone: what is copied into the main process holds up everything that it does.
    let leave: (() => void) | null = null;
    try {
      leave = gate.enter(measurePlainData(params, limitCallBytes(name), ({ length }) => length));
      return leave === null ? refuse(tooManyCalls) : await ipcRenderer.invoke(CALL_CHANNEL, name, params);
    } catch (error) {
      if (error instanceof PlainDataFault) return refuse(error.message);
      return { ok: false, error: { code: 'closing', message: 'Hookwright is closing.', detail: {} } };
    } finally {
      leave?.();
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

/** Why a call never left the page, as data like every other answer. */
function refuse(message: string): Answer<never> {
  return { ok: false, error: { code: 'bad-request', message, detail: {} } };
}
