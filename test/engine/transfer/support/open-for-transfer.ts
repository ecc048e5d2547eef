import { onTestFinished } from 'vitest';
import { type Engine, openEngine } from '../../../../src-main/engine/engine.ts';
import type { TransferFile } from '../../../../src-main/engine/transfer/file-schema.ts';
import type { Webhook } from '../../../../src-preload/contract/webhook.ts';
import { signalYardText } from '../../providers/signal-yard.ts';
import { makeTemporaryDirectory } from '../../support/temporary-directory.ts';
import { createFakeKeyring } from '../../vault/fake-keyring.ts';

/** Adds an own provider, and a webhook of it. */
export async function addSignalYard(engine: Engine): Promise<Webhook> {
  const { hash } = await engine.call('providerFiles.plan', { text: signalYardText });
  await engine.call('providerFiles.add', { text: signalYardText, hash });
  return engine.call('webhooks.create', { providerId: 'signal-yard', channel: null, name: 'Departure board' });
}

export interface Workspace {
  /** Its folder. */
  directory: string;
  engine: Engine;
  /** Closes it and opens it again. */
  reopen(): Promise<void>;
}

/** A workspace with the sample, or with nothing in it; its secrets can be kept unless `vault` is false. */
export async function openForTransfer({ empty = false, vault = true } = {}): Promise<Workspace> {
  const directory = makeTemporaryDirectory();
  const open = (): Promise<Engine> =>
    openEngine({
      directory,
      capturePort: 0,
      sample: !empty,
      vault: { protector: vault ? createFakeKeyring('test') : null },
    });
  const workspace: Workspace = {
    directory,
    engine: await open(),
    async reopen() {
      await workspace.engine.close();
      workspace.engine = await open();
    },
  };
  onTestFinished(() => workspace.engine.close());
  return workspace;
}

/** The file as it stands, to spoil a part of it. */
export function parse(text: string): TransferFile {
  return JSON.parse(text) as TransferFile;
}
