import { openDialog } from '../stores/dialogs.ts';
import { showTab } from '../stores/screen.ts';
import { findWebhook, useWebhooks } from '../stores/webhooks.ts';
import type { Command } from './command.ts';
import { focusOn } from './focus.ts';

const hasSelection = (): boolean => useWebhooks.getState().selectedId !== null;

function onTemplate(id: string, label: string, keys: readonly string[], target: string): Command {
  return {
    id,
    label,
    group: 'Template',
    keys,
    when: hasSelection,
    run() {
      showTab('payload');
      focusOn(target);
    },
  };
}

/** What can be done with the payload's template, from anywhere. */
export const templateCommands: readonly Command[] = [
  onTemplate('template.placeholders', 'Show or hide the placeholders', ['Mod+I'], 'payload-placeholders'),
  onTemplate('template.format', 'Format the template', ['Shift+Alt+F'], 'payload-format'),
  onTemplate('template.outline', 'Outline of the template', ['Mod+Shift+G'], 'payload-outline'),
  onTemplate('template.problems', 'Problems of the template', ['Mod+Shift+M'], 'payload-problems'),
  {
    id: 'template.samples',
    label: 'Sample events…',
    group: 'Template',
    keys: ['Mod+Shift+S'],
    when: hasSelection,
    run() {
      const webhook = findWebhook(useWebhooks.getState().selectedId);
      if (webhook !== null) openDialog({ kind: 'samples', providerId: webhook.providerId, webhookId: webhook.id });
    },
  },
  onTemplate('template.hostile', 'Run hostile values through the template', ['Mod+Shift+H'], 'payload-hostile'),
];
