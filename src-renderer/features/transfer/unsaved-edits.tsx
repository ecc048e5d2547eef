import { useState } from 'react';
import { saveWebhook } from '../../stores/webhook-actions.ts';
import { isEdited, useWebhooks } from '../../stores/webhooks.ts';
import { Banner } from '../../ui/banner.tsx';
import { Button } from '../../ui/button.tsx';

const MOST_NAMES = 5;

/** `“A”, “B” and 3 more` */
function listNames(names: readonly string[]): string {
  const shown = names
    .slice(0, MOST_NAMES)
    .map((name) => `“${name}”`)
    .join(', ');
  return names.length > MOST_NAMES ? `${shown} and ${names.length - MOST_NAMES} more` : shown;
}

/** Says which of the chosen webhooks have edits that the file will not hold, and saves them on wish. */
export function UnsavedEdits({ chosen }: { chosen: ReadonlySet<string> }) {
  const state = useWebhooks();
  const [busy, setBusy] = useState(false);
  const [refused, setRefused] = useState<readonly string[]>([]);
  const edited = state.webhooks.filter(({ id }) => chosen.has(id) && isEdited(state, id));
  if (edited.length === 0) return null;
  const stillRefused = edited.filter(({ id }) => refused.includes(id)).map(({ name }) => name);

  async function saveAll(): Promise<void> {
    setBusy(true);
    const failed: string[] = [];
    for (const { id } of edited) if (!(await saveWebhook(id))) failed.push(id);
    setRefused(failed);
    setBusy(false);
  }

  return (
    <Banner
      tone="warning"
      title={`Edits of ${listNames(edited.map(({ name }) => name))} are not saved.`}
      actions={
        <Button size="small" busy={busy} onClick={() => void saveAll()}>
          {edited.length === 1 ? 'Save it first' : 'Save them first'}
        </Button>
      }
    >
      {stillRefused.length === 0
        ? 'The export leaves them out: it holds the webhooks as they were saved.'
        : `${listNames(stillRefused)} could not be saved: see its fields. The export holds the version saved before.`}
    </Banner>
  );
}
