import { z } from 'zod';
import { answers } from './define.ts';

/** Why nothing can be saved at the moment. */
export interface StorageTrouble {
  code: 'database-full' | 'database-failed' | 'database-read-only' | 'database-missing';
  message: string;
}

export const storageMethods = {
  /** Looks at once whether the database is still under its name; null while everything can be saved. */
  'storage.check': answers<StorageTrouble | null>()(z.strictObject({})),
};
