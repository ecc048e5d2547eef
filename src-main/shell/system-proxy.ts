import { type Session, session } from 'electron';
import { denyNetwork, denyPermissions } from './lockdown.ts';

/**
 * Asks the system which proxy an address takes, as in a PAC file. The session of the window has no way out at all, so the question
 * has a session of its own, which no page uses. It is made with the first question: asking the network for a PAC file is for
 * those who chose the system's proxy.
 */
export function createSystemProxy(): (url: string) => Promise<string> {
  let opening: Promise<Session> | null = null;
  return async (url) => {
    opening ??= open();
    return (await opening).resolveProxy(url);
  };
}

async function open(): Promise<Session> {
  const own = session.fromPartition('system-proxy');
  denyPermissions(own);
  denyNetwork(own, () => false, false);
  await own.setProxy({ mode: 'system' });
  return own;
}
