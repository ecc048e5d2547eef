import { Plus, X } from 'lucide-react';
import { type FormEvent, useState } from 'react';
import type { EventTypeSpec } from '../../../src-preload/contract/provider.ts';
import { toClientError } from '../../client/client-error.ts';
import { notifyError } from '../../stores/notices.ts';
import { addEventType, removeEventType } from '../../stores/providers.ts';
import { Button } from '../../ui/button.tsx';
import { Checkbox } from '../../ui/checkbox.tsx';
import { Problems } from '../../ui/field.tsx';
import { IconButton } from '../../ui/icon-button.tsx';
import { Section } from '../../ui/section.tsx';
import { Segmented } from '../../ui/segmented.tsx';
import { TextField } from '../../ui/text-field.tsx';
import { ChannelIcon } from './channel-icon.tsx';
import { wordsOf } from './field-words.ts';
import styles from './form.module.css';
import type { FormProps } from './form-props.ts';

function AddEventType({ providerId }: { providerId: string }) {
  const [name, setName] = useState('');
  const [problem, setProblem] = useState<string | null>(null);
  async function add(event: FormEvent): Promise<void> {
    event.preventDefault();
    try {
      await addEventType(providerId, name.trim(), '');
      setName('');
    } catch (thrown) {
      setProblem(toClientError(thrown).message);
    }
  }
  return (
    <form className={styles.inline} onSubmit={(event) => void add(event)}>
      <TextField
        label="Another event type"
        hideLabel
        placeholder="Another event type"
        value={name}
        problems={problem === null ? [] : [{ message: problem, severity: 'error' }]}
        onChange={(next) => {
          setName(next);
          setProblem(null);
        }}
      />
      <Button type="submit" icon={<Plus />} disabled={name.trim() === ''}>
        Add
      </Button>
    </form>
  );
}

function EventLine({ form, spec }: { form: FormProps; spec: EventTypeSpec }) {
  const { draft, state, onDraftChange } = form;
  const own = !state.provider.eventTypes.some(({ id }) => id === spec.id);
  const taken = draft.events.includes(spec.id);
  return (
    <div className={styles.eventLine}>
      <Checkbox
        label={spec.label}
        hint={
          <>
            {spec.wireName !== spec.label && <code className={styles.wire}>{spec.wireName}</code>}
            {spec.description}
          </>
        }
        checked={taken}
        onChange={(take) =>
          onDraftChange({
            // In the provider's order, whatever the order of the clicks.
            events: state.eventTypes
              .map(({ id }) => id)
              .filter((id) => (id === spec.id ? take : draft.events.includes(id))),
          })
        }
      />
      {own && (
        <IconButton
          size="small"
          label={`Remove the event type ${spec.label}`}
          icon={<X />}
          onClick={() => {
            removeEventType(state.provider.id, spec.id).catch((thrown: unknown) =>
              notifyError(`“${spec.label}” was not removed`, thrown),
            );
          }}
        />
      )}
    </div>
  );
}

/** The shape of the receiving end, and the events that it is told. */
export function EventsSection(form: FormProps) {
  const { draft, state, issues, onDraftChange } = form;
  const { provider, eventTypes } = state;
  const words = wordsOf(provider, 'events', 'Events', provider.webhook.minimumEvents > 0 ? 'At least one.' : undefined);
  const where = wordsOf(provider, 'channel', 'Channel', 'The shape of the receiving end.');
  const channel = provider.channels.find(({ id }) => id === draft.channel);
  return (
    <>
      {provider.channels.length > 1 && (
        <Section title={where.label} hint={where.hint}>
          <div className={styles.choice}>
            <Segmented
              label={where.label}
              value={draft.channel}
              segments={provider.channels.map(({ id, label }) => ({
                value: id,
                label,
                icon: <ChannelIcon channel={id} />,
              }))}
              onChange={(next) => onDraftChange({ channel: next })}
            />
            {channel !== undefined && <p className={styles.note}>{channel.hint}</p>}
          </div>
          <Problems problems={issues.under('channel')} />
        </Section>
      )}
      <Section title={words.label} hint={words.hint}>
        <fieldset className={styles.events}>
          <legend className="visually-hidden">Events sent to the webhook</legend>
          {eventTypes
            .filter(({ internal }) => !internal)
            .map((spec) => (
              <EventLine key={spec.id} form={form} spec={spec} />
            ))}
        </fieldset>
        <Problems problems={issues.under('events')} />
        {provider.customEventTypes && <AddEventType providerId={provider.id} />}
      </Section>
    </>
  );
}
