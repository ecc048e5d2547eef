import { create } from 'zustand';
import type { TransferPlan } from '../../src-preload/contract/transfer.ts';
import { call } from '../client/call.ts';
import { toClientError } from '../client/client-error.ts';
import { notify } from './notices.ts';

interface TransferState {
  /** Of the file that is looked at; its text stays here until it is imported or let go. */
  name: string | null;
  text: string;
  passphrase: string | null;
  plan: TransferPlan | null;
  problem: string | null;
  busy: boolean;
}

const nothing: TransferState = { name: null, text: '', passphrase: null, plan: null, problem: null, busy: false };

/** The import that is being looked at. */
export const useTransfer = create<TransferState>(() => nothing);

async function attempt(work: () => Promise<void>): Promise<void> {
  useTransfer.setState({ problem: null, busy: true });
  try {
    await work();
  } catch (thrown) {
    useTransfer.setState({ problem: toClientError(thrown).message });
  } finally {
    useTransfer.setState({ busy: false });
  }
}

/** Asks for a file and shows what importing it would change. */
export function openImport(): Promise<void> {
  return attempt(async () => {
    const file = await call('transfer.openFile', {});
    if (file === null) return;
    useTransfer.setState({ ...nothing, busy: true });
    const plan = await call('transfer.plan', { text: file.text, passphrase: null });
    useTransfer.setState({ name: file.name, text: file.text, plan });
  });
}

/** Opens the secrets of the file. */
export function openFileSecrets(passphrase: string): Promise<void> {
  return attempt(async () => {
    const plan = await call('transfer.plan', { text: useTransfer.getState().text, passphrase });
    useTransfer.setState({ passphrase, plan });
  });
}

/** Does what was shown. */
export function applyImport(replaceSecrets: boolean): Promise<void> {
  return attempt(async () => {
    const { text, passphrase, plan } = useTransfer.getState();
    if (plan === null) return;
    await call('transfer.apply', { text, passphrase, hash: plan.hash, replaceSecrets });
    useTransfer.setState(nothing);
    notify('success', plan.changes === 1 ? '1 change imported' : `${plan.changes} changes imported`);
  });
}

/** Lets the file go. */
export function dropImport(): void {
  useTransfer.setState(nothing);
}
