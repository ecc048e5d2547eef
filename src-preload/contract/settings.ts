import { z } from 'zod';
import { answers } from './define.ts';

export const settingsSchema = z.strictObject({
  theme: z.enum(['system', 'light', 'dark']),
  density: z.enum(['compact', 'comfortable']),
  editorFontSize: z.number().int().min(10).max(24),
  editorWordWrap: z.boolean(),
  captureOn: z.boolean(),
  capturePort: z.number().int().min(1).max(65535),
  /** The largest body that the capture server keeps, in bytes. */
  captureBodyLimit: z.number().int().min(1024).max(1_000_000_000),
  /** The most that is kept of a response's body, in bytes. */
  responseBodyLimit: z.number().int().min(0).max(100_000_000),
});
export type Settings = z.infer<typeof settingsSchema>;

/** What the window remembers: selection, panes, tabs. Opaque to the engine. */
export const viewStateSchema = z.record(
  z.string().max(64),
  z.union([z.string().max(4000), z.number(), z.boolean(), z.null()]),
);
export type ViewState = z.infer<typeof viewStateSchema>;

export const settingsMethods = {
  'settings.get': answers<Settings>()(z.strictObject({})),
  'settings.save': answers<Settings>()(settingsSchema.partial()),
  'view.get': answers<ViewState>()(z.strictObject({})),
  'view.save': answers<null>()(viewStateSchema),
};
