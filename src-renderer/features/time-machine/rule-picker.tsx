import { ChevronRight, Search, X } from 'lucide-react';
import { useState } from 'react';
import type { SenderRule } from '../../../src-preload/contract/retry.ts';
import type { RuleChoice } from '../../../src-preload/contract/time-machine.ts';
import { chooseLanes, findLaneRule, laneIdOf, toggleLane, useTimeMachine } from '../../stores/time-machine.ts';
import { OWN } from '../../stores/time-machine-state.ts';
import { Button } from '../../ui/button.tsx';
import { Checkbox } from '../../ui/checkbox.tsx';
import { IconButton } from '../../ui/icon-button.tsx';
import { TextField } from '../../ui/text-field.tsx';
import { OwnSchedule } from './own-schedule.tsx';
import styles from './panel.module.css';
import { RuleDetails } from './rule-details.tsx';
import { summarizeSteps } from './rule-words.ts';

interface Entry {
  id: string;
  rule: SenderRule;
  /** The heading it stands under. */
  group: string;
}

function fits({ rule, group }: Entry, wanted: string): boolean {
  const text = `${rule.label} ${group} ${rule.confidence}`.toLowerCase();
  return wanted
    .toLowerCase()
    .split(/\s+/)
    .every((word) => text.includes(word));
}

function toEntry(choice: RuleChoice): Entry {
  return { id: laneIdOf(choice), rule: choice.rule, group: choice.webhook?.providerName ?? 'Senders' };
}

function Row({ entry }: { entry: Entry }) {
  const isChosen = useTimeMachine((state) => state.chosen.includes(entry.id));
  const [open, setOpen] = useState(false);
  const { id, rule } = entry;
  return (
    <li className={styles.rule}>
      <div className={styles.ruleHead}>
        <Checkbox
          label={<span className={styles.ruleName}>{rule.label}</span>}
          checked={isChosen}
          onChange={() => toggleLane(id)}
        />
        <span className={styles.summary}>
          {rule.confidence !== 'documented' && <em>{rule.confidence}</em>}
          <span className={styles.count}>{summarizeSteps(rule)}</span>
        </span>
        <IconButton
          size="small"
          label={`${open ? 'Hide' : 'Show'} the rule of ${rule.label}`}
          tooltip={open ? 'Hide the rule' : 'Show the rule'}
          icon={<ChevronRight className={styles.chevron} />}
          aria-expanded={open}
          onClick={() => setOpen(!open)}
        />
      </div>
      {open && (id === OWN ? <OwnSchedule /> : <RuleDetails rule={rule} />)}
    </li>
  );
}

function Group({ title, entries }: { title: string; entries: readonly Entry[] }) {
  return (
    <>
      <h3 className={styles.group}>{title}</h3>
      <ul>
        {entries.map((entry) => (
          <Row key={entry.id} entry={entry} />
        ))}
      </ul>
    </>
  );
}

/** Which rules are compared, found by typing. */
export function RulePicker() {
  const choices = useTimeMachine((state) => state.choices);
  const own = useTimeMachine((state) => state.own);
  const chosen = useTimeMachine((state) => state.chosen);
  const [wanted, setWanted] = useState('');
  const ownRule = findLaneRule({ choices, own }, OWN);
  const all: Entry[] = [
    ...(choices ?? []).filter(({ webhook }) => webhook !== null).map(toEntry),
    ...(ownRule === null ? [] : [{ id: OWN, rule: ownRule, group: 'To try out' }]),
    ...(choices ?? []).filter(({ webhook }) => webhook === null).map(toEntry),
  ];
  const shown = wanted.trim() === '' ? all : all.filter((entry) => fits(entry, wanted.trim()));
  const groups = [...new Set(shown.map(({ group }) => group))];
  return (
    <section className={styles.section} aria-label="Rules">
      <header className={styles.sectionHead}>
        <h2 className={styles.title}>Rules</h2>
        <span className={styles.dim}>{chosen.length} shown</span>
        <Button size="small" variant="ghost" disabled={chosen.length === 0} onClick={() => chooseLanes([])}>
          Clear
        </Button>
      </header>
      <div className={styles.search}>
        <TextField
          label="Search rules"
          hideLabel
          placeholder="Search rules"
          value={wanted}
          leading={<Search aria-hidden="true" />}
          onChange={setWanted}
          onKeyDown={(event) => {
            if (event.key !== 'Escape' || wanted === '') return;
            event.preventDefault();
            setWanted('');
          }}
          trailing={
            wanted === '' ? undefined : (
              <IconButton size="small" label="Clear the search" icon={<X />} onClick={() => setWanted('')} />
            )
          }
        />
      </div>
      {groups.map((title) => (
        <Group key={title} title={title} entries={shown.filter(({ group }) => group === title)} />
      ))}
      {choices !== null && shown.length === 0 && <p className={styles.note}>No rule fits “{wanted.trim()}”.</p>}
    </section>
  );
}
