import { EngineError } from '../errors.ts';

/** A webhook's provider came from a file that is not there any more, or that cannot be read. */
export function describeMissingProvider(providerId: string): string {
  return `The provider file of “${providerId}” is missing. Put it back under Settings, Own providers; then everything goes on.`;
}

export function createMissingProviderError(providerId: string): EngineError {
  return new EngineError('not-found', describeMissingProvider(providerId), { subject: providerId });
}
