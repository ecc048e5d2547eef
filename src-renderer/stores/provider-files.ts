import { create } from 'zustand';
import type { ProviderFilePlan, ProviderFiles } from '../../src-preload/contract/provider-file.ts';
import { call } from '../client/call.ts';
import { toClientError } from '../client/client-error.ts';
import { notify, notifyError } from './notices.ts';

interface ProviderFilesState {
  /** What the folder holds; null until it was asked for. */
  known: ProviderFiles | null;
  /** The file that is looked at; its text stays here until it is added or let go. */
  chosen: { name: string; text: string; plan: ProviderFilePlan } | null;
  problem: string | null;
  busy: boolean;
}

/** The files of own providers, and the one that may become one of them. */
export const useProviderFiles = create<ProviderFilesState>(() => ({
  known: null,
  chosen: null,
  problem: null,
  busy: false,
}));

async function attempt(work: () => Promise<void>): Promise<void> {
  useProviderFiles.setState({ problem: null, busy: true });
  try {
    await work();
  } catch (thrown) {
    useProviderFiles.setState({ problem: toClientError(thrown).message });
  } finally {
    useProviderFiles.setState({ busy: false });
  }
}

/** Fetches what the folder held when it was read last. */
export async function loadProviderFiles(): Promise<void> {
  useProviderFiles.setState({ known: await call('providerFiles.list', {}) });
}

/** Reads the folder again, and says what became of it. */
export function reloadProviderFiles(): Promise<void> {
  return attempt(async () => {
    const known = await call('providerFiles.reload', {});
    useProviderFiles.setState({ known });
    const bad = known.files.filter(({ problems }) => problems.length > 0).length;
    const count = known.files.length === 1 ? '1 provider file' : `${known.files.length} provider files`;
    if (bad === 0) notify('success', `${count} read`);
    else notify('warning', `${count} read, ${bad} of them cannot be used`);
  });
}

/** Asks for a file and shows what it would bring. */
export function chooseProviderFile(): Promise<void> {
  return attempt(async () => {
    const file = await call('providerFiles.open', {}).catch((thrown: unknown) => {
      // What is wrong with this file must not stand above what was wrong with the one before.
      useProviderFiles.setState({ chosen: null });
      throw thrown;
    });
    if (file === null) return;
    useProviderFiles.setState({ chosen: null });
    const plan = await call('providerFiles.plan', { text: file.text });
    useProviderFiles.setState({ chosen: { ...file, plan } });
  });
}

/** Adds what was shown. */
export function addProviderFile(): Promise<void> {
  return attempt(async () => {
    const { chosen } = useProviderFiles.getState();
    if (chosen === null) return;
    const known = await call('providerFiles.add', { text: chosen.text, hash: chosen.plan.hash });
    useProviderFiles.setState({ known, chosen: null });
    notify('success', `${chosen.plan.name ?? 'The provider'} added`);
  });
}

/** Lets the chosen file go. */
export function dropProviderFile(): void {
  useProviderFiles.setState({ chosen: null, problem: null });
}

async function putBack(text: string): Promise<void> {
  try {
    const { hash } = await call('providerFiles.plan', { text });
    useProviderFiles.setState({ known: await call('providerFiles.add', { text, hash }) });
  } catch (thrown) {
    notifyError('The provider file was not put back', thrown);
  }
}

/** Takes a file out of the folder; it can be put back for as long as the message stands. */
export function removeProviderFile(file: string): Promise<void> {
  return attempt(async () => {
    const { text } = await call('providerFiles.remove', { file });
    await loadProviderFiles();
    const action = text === null ? null : { label: 'Undo', run: () => void putBack(text) };
    notify('info', `${file} removed`, { action });
  });
}

/** Shows the folder in the system's file manager. */
export function showProviderFolder(): void {
  call('providerFiles.showFolder', {}).catch((thrown: unknown) => notifyError('The folder was not opened', thrown));
}

/** Asks where to, and writes a provider there as a file to make another one of. */
export async function saveProviderAsFile(providerId: string): Promise<void> {
  try {
    const saved = await call('providerFiles.save', { providerId });
    if (saved === null) return;
    notify('success', 'Provider file written', { detail: `${saved.path}. Edit it, then add it under Own providers.` });
  } catch (thrown) {
    notifyError('The provider file was not written', thrown);
  }
}
