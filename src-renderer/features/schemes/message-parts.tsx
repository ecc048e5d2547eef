import { ArrowDown, ArrowUp, Plus, X } from 'lucide-react';
import { type KeyboardEvent, useId, useState } from 'react';
import type { MessagePart } from '../../../src-preload/contract/signing.ts';
import { Button } from '../../ui/button.tsx';
import { Checkbox } from '../../ui/checkbox.tsx';
import { type FieldProblem, Problems } from '../../ui/field.tsx';
import { IconButton } from '../../ui/icon-button.tsx';
import { Menu } from '../../ui/menu.tsx';
import { Select } from '../../ui/select.tsx';
import { TextField } from '../../ui/text-field.tsx';
import styles from './composer.module.css';
import { escapeText, type SchemeFormProps, unescapeText } from './form-parts.ts';
import { addPart, changeKind, moveItem, partKinds, without } from './scheme-edits.ts';

const kinds = partKinds.map(({ kind, label }) => ({ value: kind, label }));

type NamedPart = MessagePart & { part: 'header' | 'query' | 'form-field' };

interface PartProps {
  part: MessagePart;
  /** For screen readers: "part 2". */
  name: string;
  problems: readonly FieldProblem[];
  onChange: (part: MessagePart) => void;
}

/** Fixed text with its line ends and tabs visible. What is typed stays as it is typed. */
function FixedText(props: {
  label: string;
  text: string;
  problems?: readonly FieldProblem[];
  short?: true;
  onChange: (text: string) => void;
}) {
  const { label, text, problems, short, onChange } = props;
  const [typed, setTyped] = useState(() => escapeText(text));
  const shown = unescapeText(typed) === text ? typed : escapeText(text);
  return (
    <TextField
      label={label}
      hideLabel
      mono
      fieldClassName={short === true ? styles.short : undefined}
      placeholder="text"
      value={shown}
      problems={problems}
      onChange={(next) => {
        setTyped(next);
        onChange(unescapeText(next));
      }}
    />
  );
}

/** Whether a source may be missing, and which text goes with it. */
function Presence({ part, name, onChange }: Omit<PartProps, 'problems'> & { part: NamedPart }) {
  const { ifPresent } = part;
  return (
    <>
      <Checkbox
        label="Leave out if missing"
        checked={ifPresent !== undefined}
        onChange={(left) =>
          onChange(left ? { ...part, ifPresent: { before: '', after: '' } } : without(part, 'ifPresent'))
        }
      />
      {ifPresent !== undefined && (
        <span className={styles.around}>
          <span>with</span>
          <FixedText
            short
            label={`Text before ${name}`}
            text={ifPresent.before}
            onChange={(before) => onChange({ ...part, ifPresent: { ...ifPresent, before } })}
          />
          <span>before, and</span>
          <FixedText
            short
            label={`Text after ${name}`}
            text={ifPresent.after}
            onChange={(after) => onChange({ ...part, ifPresent: { ...ifPresent, after } })}
          />
          <span>after it</span>
        </span>
      )}
    </>
  );
}

/** What a part of this kind needs. */
function PartFields({ part, name, problems, onChange }: PartProps) {
  if (part.part === 'literal') {
    return (
      <FixedText
        label={`Text of ${name}`}
        text={part.text}
        problems={problems}
        onChange={(text) => onChange({ ...part, text })}
      />
    );
  }
  if (part.part === 'body-field') {
    return (
      <TextField
        label={`Path of ${name}`}
        hideLabel
        mono
        placeholder="data.id"
        value={part.path}
        problems={problems}
        onChange={(path) => onChange({ ...part, path })}
      />
    );
  }
  if (part.part !== 'header' && part.part !== 'query' && part.part !== 'form-field') {
    return <Problems problems={problems} />;
  }
  return (
    <div className={styles.named}>
      <TextField
        label={`Name of ${name}`}
        hideLabel
        mono
        placeholder={part.part === 'header' ? 'X-Nonce' : 'name'}
        value={part.name}
        problems={problems}
        onChange={(value) => onChange({ ...part, name: value })}
      />
      {part.part === 'query' && (
        <Checkbox
          label="In lower case"
          checked={part.lowerCase === true}
          onChange={(lower) => onChange(lower ? { ...part, lowerCase: true } : without(part, 'lowerCase'))}
        />
      )}
      <Presence part={part} name={name} onChange={onChange} />
    </div>
  );
}

/** The parts of the signed text, in their order. Alt and an arrow key move the part that has the focus. */
export function MessageParts({ scheme, change, at }: SchemeFormProps) {
  const id = useId();
  const { message } = scheme;
  const put = (field: string, next: (parts: readonly MessagePart[]) => readonly MessagePart[]): void =>
    change(field, (before) => ({ ...before, message: next(before.message) }));

  function focus(control: string, index: number): void {
    requestAnimationFrame(() => document.getElementById(`${id}-${control}-${index}`)?.focus());
  }

  function move(from: number, to: number, control: string): void {
    if (to < 0 || to >= message.length) return;
    put('message.order', (parts) => moveItem(parts, from, to));
    focus(control, to);
  }

  function press(event: KeyboardEvent, index: number): void {
    if (!event.altKey || (event.key !== 'ArrowUp' && event.key !== 'ArrowDown')) return;
    // Before the choice of the kind takes it: for that one, an arrow key opens its list.
    event.preventDefault();
    event.stopPropagation();
    const up = event.key === 'ArrowUp';
    move(index, index + (up ? -1 : 1), up ? 'up' : 'down');
  }

  return (
    <div className={styles.parts}>
      <ol className={styles.list} aria-label="Parts of the signed text">
        {message.map((part, index) => {
          const name = `part ${index + 1}`;
          return (
            // biome-ignore lint/suspicious/noArrayIndexKey: parts have no identity but their place
            <li key={index} className={styles.part} onKeyDownCapture={(event) => press(event, index)}>
              <span className={styles.number}>{index + 1}</span>
              <Select
                label={`Kind of ${name}`}
                hideLabel
                value={part.part}
                options={kinds}
                onChange={(kind) =>
                  put(`message.${index}.kind`, (parts) =>
                    parts.map((each, at) => (at === index ? changeKind(each, kind) : each)),
                  )
                }
              />
              <PartFields
                part={part}
                name={name}
                problems={at(`message[${index}]`)}
                onChange={(next) =>
                  put(`message.${index}`, (parts) => parts.map((each, at) => (at === index ? next : each)))
                }
              />
              <span className={styles.moves}>
                <IconButton
                  id={`${id}-up-${index}`}
                  size="small"
                  label={`Move ${name} up`}
                  icon={<ArrowUp />}
                  aria-disabled={index === 0}
                  onClick={() => move(index, index - 1, 'up')}
                />
                <IconButton
                  id={`${id}-down-${index}`}
                  size="small"
                  label={`Move ${name} down`}
                  icon={<ArrowDown />}
                  aria-disabled={index === message.length - 1}
                  onClick={() => move(index, index + 1, 'down')}
                />
                <IconButton
                  id={`${id}-remove-${index}`}
                  size="small"
                  label={`Remove ${name}`}
                  icon={<X />}
                  onClick={() => {
                    put('message.remove', (parts) => parts.filter((_, each) => each !== index));
                    if (message.length > 1) focus('remove', Math.min(index, message.length - 2));
                    else requestAnimationFrame(() => document.getElementById(`${id}-add`)?.focus());
                  }}
                />
              </span>
            </li>
          );
        })}
      </ol>
      {message.length === 0 && <Problems problems={at('message')} />}
      <Menu
        trigger={
          <Button id={`${id}-add`} size="small" icon={<Plus />}>
            Add part
          </Button>
        }
        items={partKinds.map(({ kind, label }) => ({
          id: kind,
          label,
          onSelect: () => change('message.add', addPart(kind)),
        }))}
      />
    </div>
  );
}
