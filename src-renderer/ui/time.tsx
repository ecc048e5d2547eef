import { formatDateTime, formatTime, formatUtc } from './format.ts';

/** An instant in local time; UTC on hover. `day` shows the date too. */
export function Time({ at, day = false }: { at: number; day?: boolean | undefined }) {
  return (
    <time dateTime={new Date(at).toISOString()} title={`${formatDateTime(at)} local\n${formatUtc(at)}`}>
      {day ? formatDateTime(at) : formatTime(at)}
    </time>
  );
}
