import type { MethodName } from '../../src-preload/contract/methods.ts';

const MEBIBYTE = 1024 * 1024;

const MAXIMUM_BYTES = MEBIBYTE;

/**
 * Methods that carry templates, the data of an event or a file of them as text. Their schemas allow a 12,000,000-character template beside as
 * much data; the product promises to render 10 MB. Everything else stays at 1 MiB.
 */
const TEXT_METHODS: ReadonlySet<MethodName> = new Set<MethodName>([
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
  'samples.save',
  'samples.plan',
  'samples.import',
  'providerFiles.plan',
  'providerFiles.add',
  'transfer.plan',
  'transfer.apply',
  'app.copyText',
  'app.savePicture',
]);

/** The most that the parameters of a method may weigh, in bytes as `assertPlainData` counts them. */
export function limitCallBytes(name: MethodName): number {
  return TEXT_METHODS.has(name) ? 32 * MEBIBYTE : MAXIMUM_BYTES;
}
