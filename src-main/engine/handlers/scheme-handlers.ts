import type { schemeMethods } from '../../../src-preload/contract/signing.ts';
import { listSchemeChoices } from '../signing/scheme-choices.ts';
import type { HandlersOf } from './types.ts';

export function createSchemeHandlers(): HandlersOf<typeof schemeMethods> {
  return { 'schemes.list': () => listSchemeChoices() };
}
