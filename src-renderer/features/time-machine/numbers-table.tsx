import { X } from 'lucide-react';
import { toggleLane } from '../../stores/time-machine.ts';
import { IconButton } from '../../ui/icon-button.tsx';
import { Status } from '../../ui/status.tsx';
import { columns, type Lane } from './numbers.ts';
import { nameEnd } from './simulation-words.ts';
import styles from './time-machine-screen.module.css';

/** The rules in numbers. */
export function NumbersTable({ lanes }: { lanes: readonly Lane[] }) {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable with the keyboard
    <section className={styles.tableHost} aria-label="Numbers" tabIndex={0}>
      <table className={styles.table}>
        <thead>
          <tr>
            <th scope="col">Rule</th>
            {columns.map(({ id, title, hint }) => (
              <th key={id} scope="col" title={hint} data-number={id === 'result' ? undefined : ''}>
                {title}
              </th>
            ))}
            <th scope="col">
              <span className="visually-hidden">Remove</span>
            </th>
          </tr>
        </thead>
        <tbody>
          {lanes.map((lane) => (
            <tr key={lane.id}>
              <th scope="row" title={lane.label}>
                <span className={styles.rowName}>
                  <span className="ellipsis">{lane.label}</span>
                  {lane.remark !== null && <em>{lane.remark}</em>}
                </span>
              </th>
              {columns.map(({ id, read, brief = read }) => (
                <td key={id} data-number={id === 'result' ? undefined : ''} title={read(lane)}>
                  {id === 'result' ? (
                    <Status tone={nameEnd(lane.simulation.end).tone}>{read(lane)}</Status>
                  ) : (
                    brief(lane)
                  )}
                </td>
              ))}
              <td className={styles.remove}>
                <IconButton
                  size="small"
                  label={`Take ${lane.label} out of the picture`}
                  tooltip="Take it out of the picture"
                  icon={<X />}
                  onClick={() => toggleLane(lane.id)}
                />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}
