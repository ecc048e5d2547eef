export interface CommandLine {
  /** Folder of the profile; null for the usual one. */
  readonly profile: string | null;
  /** Port of the capture server at the first start of a profile; null for the usual one. */
  readonly capturePort: number | null;
}

/** Reads our own switches. `read` gives a switch's value, or an empty text. Throws an Error with a sentence for the terminal. */
export function readCommandLine(read: (name: string) => string): CommandLine {
  const port = read('capture-port');
  if (port !== '' && !/^\d{1,5}$/.test(port)) throw new Error(explainPort(port));
  const capturePort = port === '' ? null : Number(port);
  if (capturePort !== null && (capturePort < 1 || capturePort > 65535)) throw new Error(explainPort(port));
  return { profile: read('user-data-dir') || null, capturePort };
}

function explainPort(given: string): string {
  return `--capture-port takes a port from 1 to 65535, not ${JSON.stringify(given)}.`;
}
