import { z } from 'zod';

export const nameValueSchema = z.strictObject({ name: z.string().max(8000), value: z.string().max(100_000) });
export type NameValue = z.infer<typeof nameValueSchema>;
