import type { SigningScheme } from '../../../src-preload/contract/signing.ts';
import { commerceSchemes } from './schemes/commerce.ts';
import { communicationSchemes } from './schemes/communication.ts';
import { developerToolSchemes } from './schemes/developer-tools.ts';
import { otherKindsOfSchemes } from './schemes/other-kinds.ts';
import { overBodySchemes } from './schemes/over-body.ts';
import { serviceSchemes } from './schemes/services.ts';
import { standardWebhooksSchemes } from './schemes/standard-webhooks.ts';
import { withTimeSchemes } from './schemes/with-time.ts';

/** Every shipped scheme, by id, in the order in which they are listed. */
export const schemes: ReadonlyMap<string, SigningScheme> = new Map(
  [
    ...serviceSchemes,
    ...standardWebhooksSchemes,
    ...developerToolSchemes,
    ...commerceSchemes,
    ...communicationSchemes,
    ...overBodySchemes,
    ...withTimeSchemes,
    ...otherKindsOfSchemes,
  ].map((scheme) => [scheme.id, scheme]),
);

export function getScheme(id: string): SigningScheme | undefined {
  return schemes.get(id);
}
