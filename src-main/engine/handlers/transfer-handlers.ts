import type { transferMethods } from '../../../src-preload/contract/transfer.ts';
import type { Transfer } from '../transfer/open-transfer.ts';
import type { HandlersOf } from './types.ts';

export function createTransferHandlers(transfer: Transfer): HandlersOf<typeof transferMethods> {
  return {
    'transfer.export': (params) => transfer.export(params),
    'transfer.plan': (params) => transfer.plan(params),
    'transfer.apply': (params) => transfer.apply(params),
    'transfer.cancel': (params) => transfer.cancel(params),
  };
}
