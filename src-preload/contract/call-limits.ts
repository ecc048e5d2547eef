import type { MethodName } from './methods.ts';

const MEBIBYTE = 1024 * 1024;

const MAXIMUM_BYTES = MEBIBYTE;

/** A page that works has a few dozen calls under way. More than these would hold up everything else in the main process. */
const MOST_CALLS = 512;
/** Of all parameters that are under way at once. */
const MOST_BYTES_UNDER_WAY = 64 * MEBIBYTE;

/** Counts the calls that are under way. */
export interface CallGate {
  /**
   * Lets a call in whose parameters weigh so many bytes.
   * @returns what to call when it was answered; null where too many calls are under way
   */
  enter(bytes: number): (() => void) | null;
}

export function createCallGate(): CallGate {
  let calls = 0;
  let underWay = 0;
  return {
    enter(bytes) {
      if (calls >= MOST_CALLS || underWay + bytes > MOST_BYTES_UNDER_WAY) return null;
      calls += 1;
      underWay += bytes;
      return () => {
        calls -= 1;
        underWay -= bytes;
      };
    },
  };
}

export const tooManyCalls = 'The call was refused, because too many calls are under way. Wait for their answers.';

/**
 * Methods that carry templates, the data of an event, a file of them, a pasted request or whatever was pasted as a
 * secret, as text. Their schemas allow a 12,000,000-character template beside as much data; the product promises to render 10 MB. Everything else stays at 1 MiB.
 */
const TEXT_METHODS: ReadonlySet<string> = new Set<MethodName>([
  'template.analyze',
  'template.complete',
  'template.hover',
  'template.format',
  'template.coverage',
  'template.hostile',
  'compose.preview',
  'deliveries.send',
  'deliveries.planFire',
  'deliveries.fire',
  'webhooks.save',
  'webhooks.keepUnsaved',
  'secrets.set',
  'samples.save',
  'samples.plan',
  'samples.import',
  'providerFiles.plan',
  'providerFiles.add',
  'schemes.import',
  'schemes.verify',
  'schemes.recognise',
  'transfer.plan',
  'transfer.apply',
  'app.copyText',
  'app.savePicture',
]);

/** The most that the parameters of a method may weigh, in bytes as `measurePlainData` counts them. */
export function limitCallBytes(name: string): number {
  return TEXT_METHODS.has(name) ? 32 * MEBIBYTE : MAXIMUM_BYTES;
}
