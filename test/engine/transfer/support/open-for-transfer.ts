import { onTestFinished } from 'vitest';
import { type Engine, openEngine } from '../../../../src-main/engine/engine.ts';
import type { TransferFile } from '../../../../src-main/engine/transfer/file-schema.ts';
import { makeTemporaryDirectory } from '../../support/temporary-directory.ts';
import { createFakeKeyring } from '../../vault/fake-keyring.ts';

export interface Workspace {
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
