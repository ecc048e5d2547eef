import { on } from '../client/on.ts';
import { closeDialog, useDialogs } from '../stores/dialogs.ts';
import { isMac, matchesChord, parseChord } from '../ui/keys.ts';
import type { Command } from './command.ts';
import { commands, runCommand } from './table.ts';

const typesText = 'input:not([type="checkbox"]), textarea, select, [contenteditable="true"], .monaco-editor';

/** A key without a modifier is text where text is typed. */
function isText(chord: string, target: EventTarget | null): boolean {
  const { mod, alt, key } = parseChord(chord);
  return !mod && !alt && key.length === 1 && target instanceof Element && target.closest(typesText) !== null;
}

/** A letter where text is typed: no command, and found out without taking each of their chords apart. */
function isTyping(event: KeyboardEvent): boolean {
  if (event.ctrlKey || event.metaKey || event.altKey || event.key.length !== 1) return false;
  return event.target instanceof Element && event.target.closest(typesText) !== null;
}

/** The command that the key stands for and that makes sense now, or null. */
function findCommand(event: KeyboardEvent, mac: boolean, table: readonly Command[] = commands): Command | null {
  if (isTyping(event)) return null;
  const found = table.find(
    (command) =>
      command.keys.some((chord) => matchesChord(chord, event, mac) && !isText(chord, event.target)) && command.when(),
  );
  return found ?? null;
}

/** While a dialog is open its own keys count; only what opens the palette or the keys closes it again. */
function allowedNow(command: Command): boolean {
  const { open } = useDialogs.getState();
  if (open === null) return document.querySelector('[role="dialog"], [role="alertdialog"]') === null;
  return (
    (open.kind === 'palette' && command.id === 'app.palette') || (open.kind === 'keys' && command.id === 'app.keys')
  );
}

/** Catches the keys of all commands before any editor does, until the returned function is called. */
export function listenForShortcuts(): () => void {
  const mac = isMac();
  function press(event: KeyboardEvent): void {
    if (event.isComposing) return;
    const command = findCommand(event, mac);
    if (command === null) return;
    if (!allowedNow(command)) return;
    event.preventDefault();
    event.stopPropagation();
    if (useDialogs.getState().open === null) command.run();
    else closeDialog();
  }
  window.addEventListener('keydown', press, { capture: true });
  return () => window.removeEventListener('keydown', press, { capture: true });
}

/** Runs what is chosen in the menu of the app, until the returned function is called. */
export function listenForMenu(): () => void {
  return on('app.command', ({ id }) => {
    const command = commands.find((each) => each.id === id);
    if (command !== undefined && allowedNow(command)) runCommand(id);
  });
}
