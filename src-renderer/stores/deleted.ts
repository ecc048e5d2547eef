import { create } from 'zustand';
import type { DeletedItem, DeletedRef } from '../../src-preload/contract/deleted.ts';
import { call } from '../client/call.ts';
import { notify, notifyError } from './notices.ts';
import { loadSamples } from './samples.ts';
import { showWork } from './screen.ts';
import { loadWebhooks, selectWebhook } from './webhook-sync.ts';

interface DeletedState {
  /** Null until it was asked for. */
  items: readonly DeletedItem[] | null;
}

/** Webhooks, sample events and own schemes that were deleted and can be restored; what was deleted last comes first. */
export const useDeleted = create<DeletedState>(() => ({ items: null }));

/** Fetches what can be restored. */
export async function loadDeleted(): Promise<readonly DeletedItem[]> {
  const items = await call('deleted.list', {});
  useDeleted.setState({ items });
  return items;
}

/** Brings something back and says what had to be changed for it; a webhook is selected. True when it is back. */
export async function restoreDeleted({ kind, id }: DeletedRef, name: string): Promise<boolean> {
  try {
    const restored = await call('deleted.restore', { kind, id });
    if (kind === 'webhook') {
      await loadWebhooks();
      showWork();
      selectWebhook(id);
    } else if (kind === 'sample') await loadSamples(restored.providerId);
    await refresh();
    const detail = restored.remarks.join(' ') || null;
    notify(detail === null ? 'success' : 'warning', `“${restored.name}” restored`, {
      detail,
      subject: `${kind} ${id}`,
    });
    return true;
  } catch (thrown) {
    notifyError(`“${name}” was not restored`, thrown);
    return false;
  }
}

/** Brings back what was deleted last. */
export async function restoreLast(): Promise<void> {
  try {
    const [last] = await loadDeleted();
    if (last === undefined) notify('info', 'Nothing was deleted in the last 30 days.');
    else await restoreDeleted(last, last.name);
  } catch (thrown) {
    notifyError('What was deleted could not be read', thrown);
  }
}

/** Brings back the sample event of that name that was removed last. */
export async function restoreSample(providerId: string, name: string): Promise<void> {
  try {
    const items = await loadDeleted();
    const found = items.find((item) => item.kind === 'sample' && item.providerId === providerId && item.name === name);
    if (found !== undefined) await restoreDeleted(found, name);
  } catch (thrown) {
    notifyError(`“${name}” was not restored`, thrown);
  }
}

/** Removes something for good, with its secrets. */
export async function purgeDeleted({ kind, id }: DeletedRef, name: string): Promise<void> {
  try {
    await call('deleted.purge', { kind, id });
    await refresh();
  } catch (thrown) {
    notifyError(`“${name}” was not removed`, thrown);
  }
}

/** Only where the list is shown. */
async function refresh(): Promise<void> {
  if (useDeleted.getState().items !== null) await loadDeleted();
}
