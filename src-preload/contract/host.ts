import { z } from 'zod';
import { answers } from './define.ts';
import type { ErrorData } from './errors.ts';
import { exportFormats, type SavedExport } from './exports.ts';
import { logFilterSchema } from './log.ts';
import { exportChoiceSchema, type TransferText } from './transfer.ts';
import { secretFieldSchema } from './webhook.ts';

/** Answered by the desktop shell, not by the engine: they need a window, a clipboard or a dialog. */
export interface AppInfo {
  version: string;
  platform: 'linux' | 'darwin' | 'win32';
  electron: string;
  /** Folder of the open workspace. */
  directory: string;
  workspaceName: string;
  /** What is wrong with the database or the folder; the window then shows that instead of the work. */
  failure: ErrorData | null;
  notices: StartNotice[];
}

/**
 * What the engine found when it opened the workspace, shown once. `kind` is to branch on, `message` is for a person.
 * `interrupted`: the last run ended while `count` requests were under way; their outcome is unknown, and `requeued` of their
 * deliveries are sent again.
 */
export interface StartNotice {
  kind: 'interrupted';
  count: number;
  requeued: number;
  message: string;
}

export interface WorkspaceInfo {
  id: string;
  name: string;
  directory: string;
  /** Its folder is not there: moved, or on a disk that is not connected. */
  missing: boolean;
}

export interface WorkspacesInfo {
  current: string;
  /** The one that was open last comes first. */
  workspaces: WorkspaceInfo[];
}

const workspaceId = z.string().max(64);
const workspaceName = z.string().max(200);

/** A source that was taken in for `imports.plan`. `skipped`: entries of a folder that are no files, or hidden. */
export type OpenedImport = { id: string; name: string; skipped: number } | null;

export const hostMethods = {
  'app.info': answers<AppInfo>()(z.strictObject({})),
  /** Tries to open the workspace again after its failure was mended. */
  'app.retryOpen': answers<AppInfo>()(z.strictObject({})),
  /** Sets a damaged or foreign database aside as `.corrupt-<date>` and starts a new one. */
  'app.setAsideDatabase': answers<AppInfo>()(z.strictObject({})),
  'app.copyText': answers<null>()(z.strictObject({ text: z.string().max(5_000_000) })),
  /** Puts a secret on the clipboard and takes it off again after 60 s. The window never sees it. */
  'app.copySecret': answers<{ clearsAfterSeconds: number }>()(
    z.strictObject({ webhookId: z.string().max(64), field: secretFieldSchema }),
  ),
  /** Opens one of the app's own documentation pages (https, known host) in the browser. */
  'app.openExternal': answers<null>()(z.strictObject({ url: z.string().max(2000) })),
  /** Asks where to, and saves a picture there; null when the person thought better of it. */
  'app.savePicture': answers<{ path: string } | null>()(
    z.strictObject({ name: z.string().max(100), format: z.enum(['svg', 'png']), base64: z.string().max(20_000_000) }),
  ),
  'app.showDirectory': answers<null>()(z.strictObject({})),
  /** Asks for files with failed requests and takes them in; what they would import is for `imports.plan`. */
  'imports.openFiles': answers<OpenedImport>()(z.strictObject({})),
  /** The same for a folder of raw HTTP messages. Nothing outside of it is read. */
  'imports.openFolder': answers<OpenedImport>()(z.strictObject({})),
  /** Asks where to, and exports there what matches a filter of the log. Secrets, and lines that are not HTTP, are left out. */
  'exports.saveFile': answers<SavedExport | null>()(
    z.strictObject({ filter: logFilterSchema, format: z.enum(exportFormats) }),
  ),
  'workspaces.list': answers<WorkspacesInfo>()(z.strictObject({})),
  /** Makes an empty workspace and opens it. The window is loaded anew when another workspace is open. */
  'workspaces.create': answers<AppInfo>()(z.strictObject({ name: workspaceName })),
  /** Asks for a folder and opens the workspace in it; null when the person thought better of it. */
  'workspaces.open': answers<AppInfo | null>()(z.strictObject({})),
  'workspaces.rename': answers<WorkspacesInfo>()(z.strictObject({ id: workspaceId, name: workspaceName })),
  /** Takes one off the list; its folder stays as it is. */
  'workspaces.remove': answers<WorkspacesInfo>()(z.strictObject({ id: workspaceId })),
  /** Asks where to, and copies the database there as it is now, also where its own file is gone. */
  'workspaces.saveCopy': answers<{ path: string } | null>()(z.strictObject({})),
  'workspaces.switch': answers<AppInfo>()(z.strictObject({ id: workspaceId })),
  /** Asks where to, and exports there. */
  'transfer.saveFile': answers<(Omit<TransferText, 'text'> & { path: string }) | null>()(exportChoiceSchema),
  /** Asks where to, and writes sample events there. */
  'samples.saveFile': answers<{ path: string; samples: number } | null>()(
    z.strictObject({ providerId: z.string().max(64), all: z.boolean() }),
  ),
  /** Asks for a file and reads it; what it says is for `transfer.plan`. */
  'transfer.openFile': answers<{ name: string; text: string } | null>()(z.strictObject({})),
  /** Asks for the file of a provider and reads it; what it says is for `providerFiles.plan`. */
  'providerFiles.open': answers<{ name: string; text: string } | null>()(z.strictObject({})),
  /** Asks where to, and writes a provider there as a file to make another one of. */
  'providerFiles.save': answers<{ path: string } | null>()(z.strictObject({ providerId: z.string().max(64) })),
  /** Asks for the file of a signing scheme and reads it; what it says is for `schemes.import`. */
  'schemes.openFile': answers<{ name: string; text: string } | null>()(z.strictObject({})),
  /** Asks where to, and writes a signing scheme there. */
  'schemes.saveFile': answers<{ path: string } | null>()(z.strictObject({ id: z.string().max(64) })),
  /** Shows the folder of own providers in the file manager, and makes it where it is missing. */
  'providerFiles.showFolder': answers<null>()(z.strictObject({})),
};
