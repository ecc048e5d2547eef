import { type BrowserWindow, dialog } from 'electron';
import type { TransferDialogs } from './transfer-files.ts';

export interface Dialogs extends TransferDialogs {
  chooseFolder(): Promise<string | null>;
}

const filters = [{ name: 'Hookwright export', extensions: ['json'] }];

/** The system's own dialogs, over the window. */
export function createDialogs(window: BrowserWindow): Dialogs {
  return {
    async chooseTarget(suggestion) {
      const { canceled, filePath } = await dialog.showSaveDialog(window, { defaultPath: suggestion, filters });
      return canceled || !filePath ? null : filePath;
    },
    async chooseSource() {
      const { canceled, filePaths } = await dialog.showOpenDialog(window, { properties: ['openFile'], filters });
      return canceled ? null : (filePaths[0] ?? null);
    },
    async chooseFolder() {
      const properties = ['openDirectory' as const, 'createDirectory' as const];
      const { canceled, filePaths } = await dialog.showOpenDialog(window, { properties });
      return canceled ? null : (filePaths[0] ?? null);
    },
  };
}
