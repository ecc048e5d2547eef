import { Menu } from 'electron';
import { createMenuTemplate, type MenuOptions } from './menu-template.ts';

/** Gives the app its menu. */
export function installMenu(options: Omit<MenuOptions, 'mac'>): void {
  Menu.setApplicationMenu(
    Menu.buildFromTemplate(createMenuTemplate({ ...options, mac: process.platform === 'darwin' })),
  );
}
