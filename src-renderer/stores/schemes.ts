import { create } from 'zustand';
import type { Confirmation } from '../../src-preload/contract/errors.ts';
import type { SchemeChoice } from '../../src-preload/contract/signing.ts';
import { call } from '../client/call.ts';
import { toClientError } from '../client/client-error.ts';
import { on } from '../client/on.ts';
import { restoreDeleted } from './deleted.ts';
import { notify, notifyError } from './notices.ts';

/** The signing schemes, shipped and own, and the senders that use them; empty until they are here. */
export const useSchemes = create<{ choices: readonly SchemeChoice[] }>(() => ({ choices: [] }));

let listening = false;

/** Fetches the schemes, and again whenever own ones change. */
export async function loadSchemes(): Promise<void> {
  if (!listening) {
    listening = true;
    on('schemes.changed', reload);
  }
  useSchemes.setState({ choices: await call('schemes.list', {}) });
}

function reload(): void {
  loadSchemes().catch(() => undefined);
}

/** Keeps up how many webhooks use each scheme, until the returned function is called. */
export function watchSchemeUse(): () => void {
  return on('webhooks.changed', reload);
}

/** Asks for a file and keeps the scheme in it; gives its id, or null where none was kept. */
export async function importScheme(): Promise<string | null> {
  try {
    const file = await call('schemes.openFile', {});
    if (file === null) return null;
    const { scheme } = await call('schemes.import', { text: file.text });
    notify('success', `${scheme.name} imported`);
    return scheme.id;
  } catch (thrown) {
    const { detail, message } = toClientError(thrown);
    const places = (detail.issues ?? []).slice(0, 3).map((issue) => `${issue.path} ${issue.message}`.trim());
    notify('failure', 'The scheme was not imported', { detail: places.join(' ') || message });
    return null;
  }
}

/** Asks where to, and writes a scheme there. */
export async function exportScheme(id: string): Promise<void> {
  try {
    const saved = await call('schemes.saveFile', { id });
    if (saved !== null) notify('success', 'Scheme file written', { detail: saved.path });
  } catch (thrown) {
    notifyError('The scheme file was not written', thrown);
  }
}

/**
 * Deletes an own scheme; it can be brought back from the message.
 * @param confirmed what was said yes to
 * @returns what has to be said yes to first; nothing: it is done, or the message says why not
 */
export async function deleteScheme(
  id: string,
  name: string,
  confirmed: readonly Confirmation[] = [],
): Promise<readonly Confirmation[]> {
  try {
    await call('schemes.delete', { id, confirmed: confirmed.map((each) => each.id) });
    notify('info', `${name} deleted`, {
      subject: `scheme ${id}`,
      action: { label: 'Undo', run: () => void restoreDeleted({ kind: 'scheme', id }, name) },
    });
    return [];
  } catch (thrown) {
    const { code, detail } = toClientError(thrown);
    if (code === 'confirm') return detail.confirmations ?? [];
    notifyError(`${name} was not deleted`, thrown);
    return [];
  }
}
