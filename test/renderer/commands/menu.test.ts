import type { MenuItemConstructorOptions } from 'electron';
import { describe, expect, it } from 'vitest';
import { createMenuTemplate } from '../../../src-main/shell/menu-template.ts';
import { commands, getCommand } from '../../../src-renderer/commands/table.ts';

/** Keys that Electron gives to the roles of a menu, where they are not those of text fields. */
const roleKeys: Readonly<Record<string, string>> = {
  reload: 'Mod+R',
  forceReload: 'Mod+Shift+R',
  close: 'Mod+W',
  minimize: 'Mod+M',
  quit: 'Mod+Q',
  toggleDevTools: 'Mod+Shift+I',
  resetZoom: 'Mod+0',
  zoomIn: 'Mod++',
  zoomOut: 'Mod+-',
};

function listItems(options: { mac: boolean; devTools: boolean; run?: (id: string) => void }) {
  const top = createMenuTemplate({ run: () => {}, reload: () => {}, ...options });
  return top.flatMap(({ submenu }) => (submenu ?? []) as MenuItemConstructorOptions[]);
}

const keyOf = ({ accelerator, role }: MenuItemConstructorOptions): string | undefined =>
  accelerator?.toString().replace('CmdOrCtrl', 'Mod') ?? (role && roleKeys[role]);

describe('the menu of the app', () => {
  for (const mac of [true, false]) {
    it(`takes no key of a command away, in development builds ${mac ? 'of a Mac ' : ''}either`, () => {
      const taken = listItems({ mac, devTools: true })
        .filter(({ registerAccelerator }) => registerAccelerator !== false)
        .map(keyOf);
      expect(taken).toContain('Mod+Shift+I');
      expect(commands.flatMap(({ keys }) => keys).filter((key) => taken.includes(key))).toEqual([]);
    });
  }

  it('shows the key that its command has', () => {
    const ran: string[] = [];
    const items = listItems({ mac: false, devTools: false, run: (id) => ran.push(id) });
    const own = items.filter(({ registerAccelerator }) => registerAccelerator === false);
    for (const { click } of own) (click as () => void)();
    expect(ran).toEqual(['deleted.restore', 'deleted.show']);
    expect(own.map(keyOf)).toEqual(ran.map((id) => getCommand(id).keys[0]));
    expect(own.map(({ label }) => label)).toEqual(ran.map((id) => getCommand(id).label));
  });
});
