import { create } from 'zustand';
import type { TransferPlan, TransferProgress } from '../../src-preload/contract/transfer.ts';
import { call } from '../client/call.ts';
import { ClientError, isCancelled, toClientError } from '../client/client-error.ts';
import { on } from '../client/on.ts';
import { notify } from './notices.ts';

interface TransferState {
  /** Of the file that is looked at; its text stays here until it is imported or let go. */
  name: string | null;
  text: string;
  passphrase: string | null;
  plan: TransferPlan | null;
  problem: string | null;
  busy: boolean;
  /** A file that is being read to show or to import its changes; null for the first 200 ms, so that short work does not flicker. */
  reading: Reading | null;
}

interface Reading {
  id: string;
  name: string;
  purpose: 'preview' | 'import';
  phase: TransferProgress['phase'];
  done: number;
  /** 0 while the number of webhooks and secrets is not known. */
  total: number;
  cancel(): void;
}

const nothing: TransferState = {
  name: null,
  text: '',
  passphrase: null,
  plan: null,
  problem: null,
  busy: false,
  reading: null,
};

/** Time until a reading is shown, in milliseconds. */
const QUIET_MS = 200;

/** The import that is being looked at. */
export const useTransfer = create<TransferState>(() => nothing);

async function attempt(work: () => Promise<void>): Promise<void> {
  useTransfer.setState({ problem: null, busy: true });
  try {
    await work();
  } catch (thrown) {
    if (!isCancelled(thrown)) useTransfer.setState({ problem: toClientError(thrown).message });
  } finally {
    useTransfer.setState({ busy: false });
  }
}

/** Does a call that reads a file, and shows its progress and a way to cancel it where it takes long. */
async function follow<T>(name: string, purpose: Reading['purpose'], work: (id: string) => Promise<T>): Promise<T> {
  const id = crypto.randomUUID();
  let mayCome = true;
  const cancel = (): void => {
    // The preview may be on its way here: whoever cancels does not want to see it.
    if (purpose === 'preview') mayCome = false;
    call('transfer.cancel', { id }).catch(() => {});
  };
  let reading: Reading = { id, name, purpose, phase: 'compare', done: 0, total: 0, cancel };
  const isShown = (): boolean => useTransfer.getState().reading?.id === id;
  const timer = setTimeout(() => useTransfer.setState({ reading }), QUIET_MS);
  const stop = on('transfer.progress', (progress) => {
    if (progress.id !== id) return;
    reading = { ...reading, ...progress };
    if (isShown()) useTransfer.setState({ reading });
  });
  try {
    const made = await work(id);
    if (mayCome) return made;
    throw new ClientError({ code: 'cancelled', message: 'The preview was cancelled.', detail: {} });
  } finally {
    clearTimeout(timer);
    stop();
    if (isShown()) useTransfer.setState({ reading: null });
  }
}

/** Asks for a file and shows what importing it would change. */
export function openImport(): Promise<void> {
  return attempt(async () => {
    const file = await call('transfer.openFile', {});
    if (file === null) return;
    const { name, text } = file;
    try {
      const plan = await follow(name, 'preview', (id) => call('transfer.plan', { text, passphrase: null, id }));
      useTransfer.setState({ ...nothing, name, text, plan });
    } catch (thrown) {
      // Whoever cancels keeps the file that was shown before.
      if (!isCancelled(thrown)) useTransfer.setState(nothing);
      throw thrown;
    }
  });
}

/** Opens the secrets of the file. */
export function openFileSecrets(passphrase: string): Promise<void> {
  return attempt(async () => {
    const { name, text } = useTransfer.getState();
    const plan = await follow(name ?? '', 'preview', (id) => call('transfer.plan', { text, passphrase, id }));
    useTransfer.setState({ passphrase, plan });
  });
}

/** Does what was shown. */
export function applyImport(replaceSecrets: boolean): Promise<void> {
  return attempt(async () => {
    const { name, text, passphrase, plan } = useTransfer.getState();
    if (plan === null) return;
    const { hash } = plan;
    await follow(name ?? '', 'import', (id) => call('transfer.apply', { text, passphrase, hash, replaceSecrets, id }));
    useTransfer.setState(nothing);
    notify('success', plan.changes === 1 ? '1 change imported' : `${plan.changes} changes imported`);
  });
}

/** Lets the file go. */
export function dropImport(): void {
  useTransfer.setState(nothing);
}
