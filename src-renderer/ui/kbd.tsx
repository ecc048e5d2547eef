import styles from './kbd.module.css';
import { isMac, type KeyChord, toKeyCaps } from './keys.ts';

/** The keys of an action, as caps. Decoration: the control that has the keys says them with `aria-keyshortcuts`. */
export function Kbd({ keys }: { keys: KeyChord }) {
  return (
    <span className={styles.keys} aria-hidden="true">
      {toKeyCaps(keys, isMac()).map((cap) => (
        <kbd key={cap} className={styles.cap}>
          {cap}
        </kbd>
      ))}
    </span>
  );
}
