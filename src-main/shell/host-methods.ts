import type { HostMethodName, Params, Result } from '../../src-preload/contract/methods.ts';
import { EngineError } from '../engine/errors.ts';
import { toDocumentationUrl } from './external-links.ts';
import type { SecretClipboard } from './secret-clipboard.ts';
import { SECRET_STAYS_SECONDS } from './secret-clipboard.ts';
import type { Workspace } from './workspace.ts';

export type HostMethods = { [Name in HostMethodName]: (params: Params<Name>) => Promise<Result<Name>> };

export interface Host {
  readonly workspace: Workspace;
  readonly clipboard: SecretClipboard;
  /** What `app.info` says apart from the state of the workspace. */
  readonly about: Omit<Result<'app.info'>, 'failure' | 'notices'>;
  /** A person pressed something a moment ago. */
  wasTouched(): boolean;
  openExternal(url: string): Promise<void>;
  /** Shows a folder in the file manager. Answers with what went wrong, or an empty text. */
  openFolder(path: string): Promise<string>;
}

/** Answers what needs a window, a clipboard or the desktop. */
export function createHostMethods(host: Host): HostMethods {
  const { workspace, clipboard } = host;

  async function describe(): Promise<Result<'app.info'>> {
    const failure = await workspace.failure();
    const notices = failure ? [] : [...(await workspace.engine()).notices];
    return { ...host.about, failure, notices };
  }

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
    async 'app.showDirectory'() {
      const problem = await host.openFolder(host.about.directory);
      if (problem !== '') {
        throw new EngineError('refused', 'The folder of the workspace cannot be shown by the file manager.', {
          subject: host.about.directory,
        });
      }
      return null;
    },
  };
}
