import type { CaptureState } from './capture.ts';
import type { ImportProgress } from './imports.ts';
import type { QueueState } from './queue.ts';
import type { BulkProgress } from './replay.ts';
import type { StorageTrouble } from './storage.ts';
import type { TransferProgress } from './transfer.ts';
import type { VaultStatus } from './vault.ts';

/**
 * What the engine tells. Events say that something changed, not what it is now: the window asks for what it shows.
 * They are batched: at most one message per tick crosses to the window.
 */
export interface EngineEvents {
  /** New or changed lines of the log. `seqs` are changed ones; `newest` is the highest there is. */
  'log.changed': { newest: number; seqs: number[] };
  /** Lines are gone, or have come in below the newest: whoever shows the log asks for all of it again. */
  'log.cleared': Record<string, never>;
  'webhooks.changed': { ids: string[] };
  'providers.changed': { ids: string[] };
  'samples.changed': { providerId: string };
  /** Own schemes, or which webhooks use them. */
  'schemes.changed': Record<string, never>;
  'delivery.finished': { deliveryId: string; seq: number; outcome: 'success' | 'failure' | 'unknown' };
  'capture.state': CaptureState;
  'vault.status': VaultStatus;
  'settings.changed': Record<string, never>;
  /** A bulk replay moved on; told a few times a second. */
  'replay.progress': BulkProgress;
  /** Everything was paused, or goes on. */
  'queue.state': QueueState;
  /** How far the reading of what is to be imported is. */
  'imports.progress': ImportProgress;
  /** An import was written or removed. */
  'imports.changed': Record<string, never>;
  /** Progress of a plan or an import of a workspace file that has an id; up to ten times a second. */
  'transfer.progress': TransferProgress;
  /** Mails, or the server that sends them. */
  'outbox.changed': Record<string, never>;
  /** Told by the shell: a command was chosen in the menu of the app. */
  'app.command': { id: string };
  /** The disk refuses writes; null when it takes them again. */
  'storage.trouble': StorageTrouble | null;
}

export type EventName = keyof EngineEvents;
export type EngineEvent = { [Name in EventName]: { name: Name; payload: EngineEvents[Name] } }[EventName];
