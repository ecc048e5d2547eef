import type { Command } from './command.ts';
import { outboxCommands } from './outbox-commands.ts';
import { providerCommands } from './provider-commands.ts';
import { recogniseCommands } from './recognise-commands.ts';
import { replayCommands } from './replay-commands.ts';
import { schemeCommands } from './scheme-commands.ts';
import { templateCommands } from './template-commands.ts';
import { timeMachineCommands } from './time-machine-commands.ts';
import { viewCommands } from './view-commands.ts';
import { webhookCommands } from './webhook-commands.ts';
import { workspaceCommands } from './workspace-commands.ts';

/** Every action of the window. Shortcuts, palette, menus and key map all come from here. */
export const commands: readonly Command[] = [
  ...webhookCommands,
  ...replayCommands,
  ...recogniseCommands,
  ...templateCommands,
  ...viewCommands,
  ...outboxCommands,
  ...timeMachineCommands,
  ...workspaceCommands,
  ...providerCommands,
  ...schemeCommands,
];

/** The command of that id. Throws for an id that is not in the table: a slip of the code. */
export function getCommand(id: string): Command {
  const command = commands.find((each) => each.id === id);
  if (command === undefined) throw new Error(`No command has the id ${id}`);
  return command;
}

/** Runs a command when it makes sense now. */
export function runCommand(id: string): void {
  const command = getCommand(id);
  if (command.when()) command.run();
}

/** The key that is shown for a command, or undefined. */
export function keysOf(id: string): string | undefined {
  return getCommand(id).keys[0];
}
