import type { z } from 'zod';
import { captureMethods } from './capture.ts';
import { composeMethods } from './compose.ts';
import { deletedMethods } from './deleted.ts';
import { deliveryMethods } from './delivery.ts';
import { exportMethods } from './exports.ts';
import { fireMethods } from './fire.ts';
import { hostMethods } from './host.ts';
import { importMethods } from './imports.ts';
import { logMethods } from './log.ts';
import { outboxMethods } from './outbox.ts';
import { ownSchemeMethods } from './own-scheme.ts';
import { providerMethods } from './provider.ts';
import { providerFileMethods } from './provider-file.ts';
import { proxyMethods } from './proxy.ts';
import { queueMethods } from './queue.ts';
import { recognitionMethods } from './recognition.ts';
import { replayMethods } from './replay.ts';
import { retryMethods } from './retry.ts';
import { sampleFileMethods } from './sample-file.ts';
import { settingsMethods } from './settings.ts';
import { schemeMethods } from './signing.ts';
import { storageMethods } from './storage.ts';
import { templateMethods } from './template.ts';
import { timeMachineMethods } from './time-machine.ts';
import { transferMethods } from './transfer.ts';
import { vaultMethods } from './vault.ts';
import { webhookMethods } from './webhook.ts';

/** Everything the engine answers. */
export const engineMethods = {
  ...providerMethods,
  ...providerFileMethods,
  ...sampleFileMethods,
  ...webhookMethods,
  ...deletedMethods,
  ...templateMethods,
  ...composeMethods,
  ...deliveryMethods,
  ...queueMethods,
  ...replayMethods,
  ...retryMethods,
  ...schemeMethods,
  ...ownSchemeMethods,
  ...recognitionMethods,
  ...fireMethods,
  ...captureMethods,
  ...logMethods,
  ...importMethods,
  ...exportMethods,
  ...outboxMethods,
  ...proxyMethods,
  ...timeMachineMethods,
  ...settingsMethods,
  ...storageMethods,
  ...transferMethods,
  ...vaultMethods,
};

/** Everything a window may call: the engine's methods and the shell's. */
export const methods = { ...engineMethods, ...hostMethods };

type MethodMap = typeof methods;
export type MethodName = keyof MethodMap;
export type EngineMethodName = keyof typeof engineMethods;
export type HostMethodName = keyof typeof hostMethods;

export type Params<Name extends MethodName> = z.infer<MethodMap[Name]['params']>;
export type Result<Name extends MethodName> = Exclude<MethodMap[Name]['result'], undefined>;

/** What the preload script puts on `window.hookwright`. */
export interface Bridge {
  call(name: MethodName, params: unknown): Promise<unknown>;
  on(listener: (events: unknown) => void): () => void;
}
