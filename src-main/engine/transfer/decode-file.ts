import { EngineError } from '../errors.ts';
import { MAXIMUM_BYTES } from './read-file.ts';

/**
 * The text of a file.
 * @throws EngineError `invalid` for bytes that are not UTF-8, or too many
 */
export function decodeTransferFile(bytes: Buffer): string {
  if (bytes.length > MAXIMUM_BYTES) throw refuse('The file is larger than 16 MiB, which no export is.');
  const [first, second] = bytes;
  if ((first === 0xff && second === 0xfe) || (first === 0xfe && second === 0xff)) {
    throw refuse('The file is UTF-16 text. Save it as UTF-8 and import it again.');
  }
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: false }).decode(bytes);
  } catch {
    throw refuse('The file is not UTF-8 text. Choose a file that Hookwright has exported.');
  }
}

function refuse(message: string): EngineError {
  return new EngineError('invalid', message, { issues: [{ path: '', message, severity: 'error' }] });
}
