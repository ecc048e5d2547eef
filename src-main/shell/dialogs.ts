import { type BrowserWindow, dialog } from 'electron';
import type { FileDialogs } from './chosen-files.ts';
import type { ImportDialogs } from './import-files.ts';

export interface Dialogs extends FileDialogs, ImportDialogs {
  /** Asks where to save a picture. Null: the person thought better of it. */
  choosePicture(suggestion: string, format: 'svg' | 'png'): Promise<string | null>;
}

const filter = (name: string) => [{ name, extensions: ['json'] }];

/** The system's own dialogs, over the window. */
export function createDialogs(window: BrowserWindow): Dialogs {
  return {
    async chooseTarget(suggestion, kind, extension = 'json') {
      const options = { defaultPath: suggestion, filters: [{ name: kind, extensions: [extension] }] };
      const { canceled, filePath } = await dialog.showSaveDialog(window, options);
      return canceled || !filePath ? null : filePath;
    },
    async chooseSource(kind) {
      const { canceled, filePaths } = await dialog.showOpenDialog(window, {
        properties: ['openFile'],
        filters: filter(kind),
      });
      return canceled ? null : (filePaths[0] ?? null);
    },
    async choosePicture(suggestion, format) {
      const { canceled, filePath } = await dialog.showSaveDialog(window, {
        defaultPath: suggestion,
        filters: [{ name: format === 'svg' ? 'SVG picture' : 'PNG picture', extensions: [format] }],
      });
      return canceled || !filePath ? null : filePath;
    },
    async chooseFiles() {
      const properties = ['openFile' as const, 'multiSelections' as const];
      const { canceled, filePaths } = await dialog.showOpenDialog(window, { properties });
      return canceled ? [] : filePaths;
    },
    async chooseFolder() {
      const properties = ['openDirectory' as const, 'createDirectory' as const];
      const { canceled, filePaths } = await dialog.showOpenDialog(window, { properties });
      return canceled ? null : (filePaths[0] ?? null);
    },
  };
}
