import { formatDateTime, formatDay, formatTime, formatUtc } from './format.ts';

/** An instant in local time; UTC on hover. `day` shows the date too, or the date alone. */
export function Time({ at, day = false }: { at: number; day?: boolean | 'alone' | undefined }) {
  return (
    <time dateTime={new Date(at).toISOString()} title={`${formatDateTime(at)} local\n${formatUtc(at)}`}>
      {day === 'alone' ? formatDay(at) : day ? formatDateTime(at) : formatTime(at)}
    </time>
  );
}
