/** What is looked at of the frame that sent a message; Electron's WebFrameMain has it all. */
export interface SenderFrame {
  readonly url: string;
  readonly origin: string;
  readonly parent: object | null;
}

export interface SenderEvent {
  readonly sender: { readonly id: number };
  readonly senderFrame: SenderFrame | null;
}

export interface TrustedSender {
  /** `app://hookwright`, or where the development server is. */
  readonly origin: string;
  /** Ids of the web contents of windows that we made. */
  isOurs(webContentsId: number): boolean;
}

/**
 * Whether a message comes from the main frame of one of our windows while it shows our page. Anything else is hostile: a frame
 * inside the page, a page that a window was led to, a frame that is gone.
 */
export function isTrustedSender(event: SenderEvent, trusted: TrustedSender): boolean {
  try {
    const frame = event.senderFrame;
    if (frame === null || !trusted.isOurs(event.sender.id)) return false;
    // Both, because an about:blank page has the origin of who opened it, and an opaque origin may have a URL of ours.
    return frame.parent === null && frame.origin === trusted.origin && frame.url.startsWith(`${trusted.origin}/`);
  } catch {
    // Electron 33 throws on reading from a frame that was destroyed; newer ones have null in its place.
    return false;
  }
}
