import { describe, expect, test } from 'vitest';
import { isTrustedSender, type SenderEvent } from '../../src-main/shell/sender.ts';
import { createDestroyedFrame, createSenderEvent, ORIGIN, ourFrame, trusted } from './fake-sender.ts';

const foreign: [string, SenderEvent][] = [
  ['about:blank without an opener', createSenderEvent({ url: 'about:blank', origin: 'null' })],
  ['about:blank that our page opened, with its origin', createSenderEvent({ url: 'about:blank' })],
  ['a data: page', createSenderEvent({ url: 'data:text/html,x', origin: 'null' })],
  ['a file: page', createSenderEvent({ url: 'file:///elsewhere/index.html', origin: 'file://' })],
  ['a web page', createSenderEvent({ url: 'https://example.com/', origin: 'https://example.com' })],
  ['our page in an opaque origin', createSenderEvent({ origin: 'null' })],
  ['a host that begins like ours', createSenderEvent({ url: `${ORIGIN}.example/`, origin: `${ORIGIN}.example` })],
  ['our host on another port', createSenderEvent({ url: `${ORIGIN}:1/index.html`, origin: `${ORIGIN}:1` })],
  ['another host of our scheme', createSenderEvent({ url: 'app://other/index.html', origin: 'app://other' })],
  ['a frame inside our page', createSenderEvent({ parent: ourFrame })],
  ['web contents that we did not make', createSenderEvent({}, 8)],
  ['a frame that is gone (Electron 45: null)', { ...createSenderEvent(), senderFrame: null }],
  ['a frame that is gone (Electron 33: throws)', { ...createSenderEvent(), senderFrame: createDestroyedFrame() }],
];

describe('the sender of a call', () => {
  test('is trusted when it is the main frame of our window on our page', () => {
    expect(isTrustedSender(createSenderEvent(), trusted)).toBe(true);
  });

  test.each(foreign)('is refused when it is %s', (_what, event) => {
    expect(isTrustedSender(event, trusted)).toBe(false);
  });
});
