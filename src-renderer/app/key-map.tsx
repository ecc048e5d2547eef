import { commandGroups } from '../commands/command.ts';
import { commands } from '../commands/table.ts';
import { closeDialog } from '../stores/dialogs.ts';
import { Dialog } from '../ui/dialog.tsx';
import { Kbd } from '../ui/kbd.tsx';
import { isMac, toKeyCaps } from '../ui/keys.ts';
import styles from './key-map.module.css';

const alsoThere = [
  { label: 'Leave the editor', keys: 'Escape' },
  { label: 'Move within lists and tabs', keys: 'ArrowDown' },
  { label: 'Go to the messages', keys: 'F8' },
];

function Line({ label, keys }: { label: string; keys: readonly string[] }) {
  const words = keys.map((chord) => toKeyCaps(chord, isMac()).join(' ')).join(' or ');
  return (
    <div className={styles.line}>
      <dt>{label}</dt>
      <dd>
        <span className="visually-hidden">{words}</span>
        {keys.map((chord) => (
          <Kbd key={chord} keys={chord} />
        ))}
      </dd>
    </div>
  );
}

/** Every key of the window. */
export function KeyMap() {
  return (
    <Dialog open onClose={closeDialog} title="Keys" size="wide">
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: in a small window the keys scroll, with the keyboard too */}
      <div className={styles.groups} tabIndex={0} data-autofocus="">
        {commandGroups.map((group) => (
          <section key={group} className={styles.group}>
            <h3 className={styles.heading}>{group}</h3>
            <dl>
              {commands
                .filter((command) => command.group === group)
                .map((command) => (
                  <Line key={command.id} label={command.label} keys={command.keys} />
                ))}
            </dl>
          </section>
        ))}
        <section className={styles.group}>
          <h3 className={styles.heading}>Everywhere</h3>
          <dl>
            {alsoThere.map(({ label, keys }) => (
              <Line key={label} label={label} keys={[keys]} />
            ))}
          </dl>
        </section>
      </div>
    </Dialog>
  );
}
