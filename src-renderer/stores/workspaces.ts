import { create } from 'zustand';
import type { WorkspaceInfo, WorkspacesInfo } from '../../src-preload/contract/host.ts';
import { call } from '../client/call.ts';
import { loadAppInfo } from './app.ts';
import { notify, notifyError } from './notices.ts';
import { flushStores } from './start.ts';
import { mayLeave } from './typed-secrets.ts';

/** The workspaces that this profile knows. */
export const useWorkspaces = create<{ info: WorkspacesInfo | null }>(() => ({ info: null }));

export async function loadWorkspaces(): Promise<void> {
  useWorkspaces.setState({ info: await call('workspaces.list', {}) });
}

/** What was typed last belongs to this workspace; the shell loads the page anew with the other one. */
async function leave(work: () => Promise<unknown>): Promise<void> {
  if (!mayLeave()) return;
  flushStores();
  try {
    await work();
  } catch (thrown) {
    notifyError('The workspace was not opened', thrown);
  }
}

export function switchWorkspace(id: string): Promise<void> {
  return leave(() => call('workspaces.switch', { id }));
}

/** Asks for a folder, and opens the workspace that is in it or that is made there. */
export function openWorkspaceFolder(): Promise<void> {
  return leave(() => call('workspaces.open', {}));
}

/** Asks where to, and copies the open database there. */
export async function saveWorkspaceCopy(): Promise<void> {
  try {
    const saved = await call('workspaces.saveCopy', {});
    if (saved !== null) notify('success', 'The copy was saved', { detail: saved.path });
  } catch (thrown) {
    notifyError('The copy was not saved', thrown);
  }
}

/** Starts an empty workspace in a new folder, under the first name that is free. */
export function startWorkspace(): Promise<void> {
  const names = new Set(useWorkspaces.getState().info?.workspaces.map(({ name }) => name));
  let name = 'New workspace';
  for (let count = 2; names.has(name); count += 1) name = `New workspace ${count}`;
  return leave(() => call('workspaces.create', { name }));
}

/** Takes one off the list; its folder stays. */
export async function removeWorkspace({ id, name, directory }: WorkspaceInfo): Promise<void> {
  try {
    useWorkspaces.setState({ info: await call('workspaces.remove', { id }) });
    notify('info', `“${name}” is off the list`, { detail: `Its folder stays: ${directory}` });
  } catch (thrown) {
    notifyError('The workspace stays on the list', thrown);
  }
}

/** Throws ClientError for a name that is empty or taken. */
export async function createWorkspace(name: string): Promise<void> {
  flushStores();
  await call('workspaces.create', { name });
}

/** Throws ClientError for a name that is empty or taken. */
export async function renameWorkspace(id: string, name: string): Promise<void> {
  useWorkspaces.setState({ info: await call('workspaces.rename', { id, name }) });
  await loadAppInfo();
}
