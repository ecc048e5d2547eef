import styles from './picture.module.css';

const looks = {
  down: 'M-2 2 L2 -2 M0 8 L8 0 M6 10 L10 6',
  silent: 'M0 4 H3',
  status: 'M-2 6 L2 10 M0 0 L8 8 M6 -2 L10 2',
  slow: 'M4 0 V8',
} as const;

/** The hatchings of outages, so that kinds differ without their colours. Ids begin with `prefix`: each picture has its own. */
export function OutagePatterns({ prefix }: { prefix: string }) {
  return (
    <defs>
      {Object.entries(looks).map(([look, path]) => (
        <pattern key={look} id={`${prefix}-${look}`} width="8" height="8" patternUnits="userSpaceOnUse">
          <path className={styles.hatch} data-look={look} d={path} />
        </pattern>
      ))}
    </defs>
  );
}
