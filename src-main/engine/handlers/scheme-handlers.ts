import type { ownSchemeMethods } from '../../../src-preload/contract/own-scheme.ts';
import type { schemeMethods } from '../../../src-preload/contract/signing.ts';
import type { Clock } from '../clock.ts';
import type { SourceReaders } from '../imports/source-reader.ts';
import type { SchemeService } from '../schemes/scheme-service.ts';
import { trySigning } from '../schemes/try-scheme.ts';
import { verifyPasted } from '../schemes/verify-pasted.ts';
import type { HandlersOf } from './types.ts';

export function createSchemeHandlers(
  schemes: SchemeService,
  readers: SourceReaders,
  clock: Clock,
): HandlersOf<typeof schemeMethods & typeof ownSchemeMethods> {
  return {
    'schemes.list': () => schemes.list(),
    'schemes.get': ({ id }) => schemes.get(id),
    'schemes.create': ({ scheme }) => schemes.create(scheme),
    'schemes.save': ({ id, revision, scheme }) => schemes.save(id, revision, scheme),
    'schemes.duplicate': ({ id }) => schemes.duplicate(id),
    'schemes.delete': ({ id, confirmed }) => {
      schemes.delete(id, confirmed);
      return {};
    },
    'schemes.export': ({ id }) => schemes.export(id),
    'schemes.import': ({ text }) => schemes.import(text),
    'schemes.try': (params) => trySigning(params),
    'schemes.verify': (params) => verifyPasted(params, readers, clock.now()),
  };
}
