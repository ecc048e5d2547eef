import type { KeyChord } from '../ui/keys.ts';

export const commandGroups = ['Webhook', 'Send', 'Template', 'Go to', 'View', 'App'] as const;
export type CommandGroup = (typeof commandGroups)[number];

/** One action of the window: what the shortcuts, the palette, the menus and the key map are made of. */
export interface Command {
  id: string;
  /** A verb with its object: "Save the webhook". */
  label: string;
  group: CommandGroup;
  /** The first is shown; all of them work. */
  keys: readonly KeyChord[];
  /** Whether it makes sense now. */
  when: () => boolean;
  run: () => void;
}
