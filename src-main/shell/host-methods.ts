import type { HostMethodName, Params, Result } from '../../src-preload/contract/methods.ts';
import { EngineError } from '../engine/errors.ts';
import { writeChosen } from './chosen-files.ts';
import type { Dialogs } from './dialogs.ts';
import { saveLines } from './export-files.ts';
import { toDocumentationUrl } from './external-links.ts';
import { openImportFiles, openImportFolder } from './import-files.ts';
import { prepareFolder, readProviderChoice, saveProvider } from './provider-files.ts';
import { readSchemeChoice, saveScheme } from './scheme-files.ts';
import type { SecretClipboard } from './secret-clipboard.ts';
import { SECRET_STAYS_SECONDS } from './secret-clipboard.ts';
import { readTransfer, saveSamples, saveTransfer } from './transfer-files.ts';
import type { Workspace } from './workspace.ts';
import { createMissingError, type KnownWorkspace, type WorkspaceList } from './workspace-list.ts';

export type HostMethods = { [Name in HostMethodName]: (params: Params<Name>) => Promise<Result<Name>> };

export interface Host {
  readonly workspace: Workspace;
  readonly clipboard: SecretClipboard;
  /** What `app.info` says apart from the state of the workspace. */
  readonly about: Omit<Result<'app.info'>, 'failure' | 'notices' | 'directory' | 'workspaceName'>;
  readonly workspaces: WorkspaceList;
  readonly dialogs: Dialogs;
  /** Loads the page anew, after another workspace was opened. */
  reloadPage(): void;
  /** A person pressed something a moment ago. */
  wasTouched(): boolean;
  openExternal(url: string): Promise<void>;
  /** Shows a folder in the file manager. Answers with what went wrong, or an empty text. */
  openFolder(path: string): Promise<string>;
}

/** Answers what needs a window, a clipboard or the desktop. */
export function createHostMethods(host: Host): HostMethods {
  const { workspace, clipboard, workspaces, dialogs } = host;

  async function describe(): Promise<Result<'app.info'>> {
    const failure = await workspace.failure();
    const notices = failure ? [] : [...(await workspace.engine()).notices];
    const { directory, name: workspaceName } = workspaces.current();
    return { ...host.about, directory, workspaceName, failure, notices };
  }

  async function goTo({ id, missing, directory }: KnownWorkspace): Promise<Result<'app.info'>> {
    if (missing) throw createMissingError(directory);
    if (id !== workspaces.current().id) {
      await workspace.reopen(() => void workspaces.choose(id));
      host.reloadPage();
    }
    return describe();
  }

  async function showFolder(directory: string): Promise<null> {
    const problem = await host.openFolder(directory);
    if (problem === '') return null;
    throw new EngineError('refused', 'The folder cannot be shown by the file manager.', { subject: directory });
  }

  const listAll = (): Result<'workspaces.list'> => ({
    current: workspaces.current().id,
    workspaces: workspaces.list(),
  });

  return {
    'app.info': describe,
    async 'app.retryOpen'() {
      await workspace.retry();
      return describe();
    },
    async 'app.setAsideDatabase'() {
      await workspace.setAside();
      return describe();
    },
    async 'app.copyText'({ text }) {
      await clipboard.copyText(text);
      return null;
    },
    async 'app.copySecret'({ webhookId, field }) {
      const engine = await workspace.engine();
      await clipboard.copySecret(await engine.readSecret(webhookId, field));
      return { clearsAfterSeconds: SECRET_STAYS_SECONDS };
    },
    async 'app.openExternal'({ url }) {
      const address = toDocumentationUrl(url);
      if (!address) {
        throw new EngineError(
          'refused',
          'Only https pages of the services’ own documentation are opened in the browser.',
        );
      }
      if (!host.wasTouched()) {
        throw new EngineError('refused', 'The browser is opened only right after a click or a key.');
      }
      await host.openExternal(address);
      return null;
    },
    async 'app.savePicture'({ name, format, base64 }) {
      const path = await dialogs.choosePicture(`${name}.${format}`, format);
      if (path === null) return null;
      await writeChosen(path, Buffer.from(base64, 'base64'));
      return { path };
    },
    'app.showDirectory': () => showFolder(workspaces.current().directory),
    'imports.openFiles': async () => openImportFiles(await workspace.engine(), dialogs),
    'imports.openFolder': async () => openImportFolder(await workspace.engine(), dialogs),
    'exports.saveFile': async (params) => saveLines(await workspace.engine(), dialogs, params),
    'workspaces.list': async () => listAll(),
    'workspaces.create': async ({ name }) => goTo(workspaces.create(name)),
    async 'workspaces.open'() {
      const directory = await dialogs.chooseFolder();
      return directory === null ? null : goTo(workspaces.add(directory));
    },
    async 'workspaces.rename'({ id, name }) {
      workspaces.rename(id, name);
      return listAll();
    },
    async 'workspaces.remove'({ id }) {
      workspaces.remove(id);
      return listAll();
    },
    async 'workspaces.saveCopy'() {
      const path = await dialogs.chooseTarget('hookwright.db', 'Hookwright workspace', 'db');
      if (path === null) return null;
      await (await workspace.engine()).saveCopy(path);
      return { path };
    },
    async 'workspaces.switch'({ id }) {
      const wanted = workspaces.list().find((each) => each.id === id);
      if (!wanted) throw new EngineError('not-found', 'That workspace is not in the list any more.', { subject: id });
      return goTo(wanted);
    },
    'transfer.saveFile': async (params) => saveTransfer(await workspace.engine(), dialogs, params),
    'samples.saveFile': async (params) => saveSamples(await workspace.engine(), dialogs, params),
    'transfer.openFile': () => readTransfer(dialogs),
    'providerFiles.open': () => readProviderChoice(dialogs),
    'providerFiles.save': async (params) => saveProvider(await workspace.engine(), dialogs, params),
    'schemes.openFile': () => readSchemeChoice(dialogs),
    'schemes.saveFile': async (params) => saveScheme(await workspace.engine(), dialogs, params),
    async 'providerFiles.showFolder'() {
      const { directory } = await (await workspace.engine()).call('providerFiles.list', {});
      return showFolder(prepareFolder(directory));
    },
  };
}
