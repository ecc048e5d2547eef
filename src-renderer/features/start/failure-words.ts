import type { ErrorCode } from '../../../src-preload/contract/errors.ts';

export interface FailureWords {
  title: string;
  /** What to do about it. */
  advice: string;
  /** The file can be put aside and a new one started. */
  canSetAside: boolean;
}

const unwritable = 'Give your user the right to write there, or mount the disk for writing. Then try again.';

const words: Readonly<Partial<Record<ErrorCode, FailureWords>>> = {
  'not-found': {
    title: 'The workspace is not there',
    advice: 'Connect its disk or put back what is missing, then try again. Or open another workspace.',
    canSetAside: false,
  },
  'database-newer': {
    title: 'This workspace was made by a newer Hookwright',
    advice: 'Start the newer version, or open another workspace. The file was not touched.',
    canSetAside: false,
  },
  'database-invalid': {
    title: 'The workspace’s file is not a Hookwright database',
    advice: 'If the file belongs to something else, move it away. Or set it aside: it is renamed, never deleted.',
    canSetAside: true,
  },
  'database-damaged': {
    title: 'The workspace’s database is damaged',
    advice: 'Restore it from a backup, or set it aside and start a new one: it is renamed, never deleted.',
    canSetAside: true,
  },
  'database-in-use': {
    title: 'This workspace is already open',
    advice: 'Another Hookwright works with it. Close that one, then try again.',
    canSetAside: false,
  },
  'database-read-only': { title: 'The workspace cannot be written', advice: unwritable, canSetAside: false },
  'database-full': {
    title: 'The disk is full',
    advice: 'Make room on the disk that holds the workspace, then try again. Nothing was lost.',
    canSetAside: false,
  },
  'directory-unwritable': {
    title: 'The workspace’s folder cannot be written',
    advice: unwritable,
    canSetAside: false,
  },
};

/** What to say of a failure that keeps the workspace closed. */
export function describeFailure(code: ErrorCode): FailureWords {
  return (
    words[code] ?? {
      title: 'The workspace could not be opened',
      advice: 'Try again. If it stays so, the message above says what to look for.',
      canSetAside: false,
    }
  );
}
