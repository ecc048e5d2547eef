import { Copy, Pencil, Plus } from 'lucide-react';
import { useEffect } from 'react';
import type { SchemeChoice } from '../../../src-preload/contract/signing.ts';
import { composeScheme } from '../../stores/dialogs.ts';
import { loadSchemes, useSchemes } from '../../stores/schemes.ts';
import { Button } from '../../ui/button.tsx';
import { Combobox, type ComboboxOption } from '../../ui/combobox.tsx';
import { TextField } from '../../ui/text-field.tsx';
import styles from './form.module.css';
import type { FormProps } from './form-props.ts';

const NONE = ' none';

const confidenceWords: Readonly<Record<SchemeChoice['confidence'], string>> = {
  documented: 'Documented by the sender',
  'second-hand': 'Second hand: described by others',
  assumed: 'Assumed: not confirmed',
  general: 'General: used by many senders',
};

const none: ComboboxOption = { value: NONE, label: 'Not signed', hint: 'Requests carry no signature.' };

function toOption({ id, name, confidence, notes, senders, usedBy }: SchemeChoice): ComboboxOption {
  if (id === null) return { value: ` ${name}`, label: name, hint: `Cannot be chosen: ${notes}`, disabled: true };
  const names = senders.map((sender) => sender.name);
  const also = names.length === 0 ? '' : ` · also ${names.join(', ')}`;
  const own = usedBy === null ? '' : 'Own scheme · ';
  return { value: id, label: name, hint: `${own}${confidenceWords[confidence]}${also}` };
}

/** Which scheme the requests are signed by: found by its name, and by every sender that uses it. */
export function SchemeField({ webhook, draft, issues, onDraftChange }: FormProps) {
  const choices = useSchemes((store) => store.choices);
  useEffect(() => {
    if (choices.length === 0) loadSchemes().catch(() => {});
  }, [choices.length]);
  const chosen = choices.find(({ id }) => id !== null && id === draft.schemeId);
  const said = chosen === undefined ? undefined : [`${confidenceWords[chosen.confidence]}.`, chosen.notes].join(' ');
  const options = [none, ...choices.map(toOption)];
  const isKnown = options.some(({ value }) => value === draft.schemeId);
  const lost = draft.schemeId === null || isKnown || choices.length === 0 ? [] : [lostOption(draft.schemeId)];
  return (
    <>
      <Combobox
        label="Signing scheme"
        hint={said ?? 'Type the name of a sender to find how it signs.'}
        byText
        empty="No scheme or sender has this name."
        value={draft.schemeId ?? NONE}
        options={[...lost, ...options]}
        problems={issues.under('schemeId')}
        onChange={(value) => onDraftChange({ schemeId: value === NONE ? null : value })}
      />
      <div className={styles.buttons}>
        {chosen?.usedBy != null && (
          <Button
            size="small"
            icon={<Pencil />}
            onClick={() => composeScheme({ schemeId: chosen.id, webhookId: webhook.id })}
          >
            Edit scheme…
          </Button>
        )}
        {chosen != null && chosen.usedBy === null && (
          <Button
            size="small"
            icon={<Copy />}
            onClick={() => composeScheme({ from: chosen.id, webhookId: webhook.id })}
          >
            Start from this…
          </Button>
        )}
        <Button size="small" icon={<Plus />} onClick={() => composeScheme({ webhookId: webhook.id })}>
          Compose a scheme…
        </Button>
      </div>
      {chosen !== undefined && chosen.namedHeader !== null && (
        <TextField
          label="Header"
          mono
          optional
          placeholder={chosen.namedHeader}
          hint={`Left empty, it is ${chosen.namedHeader}.`}
          value={draft.signatureHeader}
          problems={issues.under('signatureHeader')}
          onChange={(signatureHeader) => onDraftChange({ signatureHeader })}
        />
      )}
    </>
  );
}

function lostOption(id: string): ComboboxOption {
  const hint =
    'It is not in this workspace: restore it under “Recently deleted”, import its file, or choose another one.';
  return { value: id, label: id.startsWith('own:') ? 'A scheme that was deleted' : id, hint, disabled: true };
}
