import { Copy, Lightbulb, ListTree, Scissors, TextCursorInput, WandSparkles } from 'lucide-react';
import { call } from '../client/call.ts';
import { notifyError } from '../stores/notices.ts';
import type { MenuItem } from '../ui/menu.tsx';
import type { EditorHandle } from './editor-handle.ts';

function copySelection(handle: EditorHandle): void {
  const { start, end } = handle.getSelection();
  const text = handle.getText().slice(start, end);
  call('app.copyText', { text }).catch((thrown: unknown) => notifyError('The selection was not copied', thrown));
}

/** What the second mouse button offers in an editor. Pasting is for the keyboard: a page may not read the clipboard. */
export function listContextItems(handle: EditorHandle | null, isTemplate: boolean, readOnly: boolean): MenuItem[] {
  if (handle === null) return [];
  const { start, end } = handle.getSelection();
  const empty = start === end;
  const clipboard: MenuItem[] = [
    {
      id: 'cut',
      label: 'Cut',
      icon: <Scissors />,
      keys: 'Mod+X',
      disabled: empty || readOnly,
      onSelect() {
        copySelection(handle);
        handle.insert('');
      },
    },
    {
      id: 'copy',
      label: 'Copy',
      icon: <Copy />,
      keys: 'Mod+C',
      disabled: empty,
      onSelect: () => copySelection(handle),
    },
  ];
  const format: MenuItem = {
    id: 'format',
    label: 'Format',
    icon: <WandSparkles />,
    disabled: readOnly,
    onSelect: () => handle.run('format'),
  };
  if (!isTemplate) return [...clipboard, 'separator', format];
  return [
    {
      id: 'suggest',
      label: 'Complete',
      icon: <TextCursorInput />,
      keys: 'Mod+ ',
      onSelect: () => handle.run('suggest'),
    },
    { id: 'fix', label: 'Fix…', icon: <Lightbulb />, keys: 'Mod+.', onSelect: () => handle.run('quick-fix') },
    { id: 'outline', label: 'Outline…', icon: <ListTree />, onSelect: () => handle.run('outline') },
    'separator',
    ...clipboard,
    'separator',
    format,
  ];
}
