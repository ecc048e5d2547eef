import { type BrowserWindow, ipcMain } from 'electron';
import { CALL_CHANNEL, EVENT_CHANNEL } from '../../src-preload/contract/channels.ts';
import type { EngineEvent } from '../../src-preload/contract/events.ts';
import { type CallAnswererOptions, createCallAnswerer } from './answer-call.ts';
import { createEventBatch } from './event-batch.ts';

/** Answers the calls of pages. The only place that listens to them. */
export function answerCalls(options: CallAnswererOptions): void {
  ipcMain.handle(CALL_CHANNEL, createCallAnswerer(options));
}

/** Tells a window's page what the engine tells, one message per frame. */
export function createEventSender(findWindow: () => BrowserWindow | null): (events: readonly EngineEvent[]) => void {
  return createEventBatch((events) => {
    const window = findWindow();
    // Nobody to tell: a page that comes later asks for what it shows.
    if (!window || window.isDestroyed() || window.webContents.isCrashed()) return;
    window.webContents.send(EVENT_CHANNEL, events);
  });
}
