import { describe, expect, expectTypeOf, it } from 'vitest';
import type { z } from 'zod';
import { providers } from '../../../src-main/engine/providers/catalogue.ts';
import { schemes } from '../../../src-main/engine/signing/schemes.ts';
import type { Provider } from '../../../src-preload/contract/provider.ts';
import { providerSchema } from '../../../src-preload/contract/provider-schema.ts';
import { signingSchemeSchema } from '../../../src-preload/contract/scheme-schema.ts';
import type { SigningScheme } from '../../../src-preload/contract/signing.ts';

describe('the schema of a provider’s file', () => {
  it('is the shape of the contract: a field that one of the two lacks does not compile', () => {
    expectTypeOf<z.infer<typeof providerSchema>>().toEqualTypeOf<Provider>();
    expectTypeOf<z.infer<typeof signingSchemeSchema>>().toEqualTypeOf<SigningScheme>();
    // The control.
    expectTypeOf<Omit<z.infer<typeof providerSchema>, 'statusWords'>>().not.toEqualTypeOf<Provider>();
    expectTypeOf<Omit<z.infer<typeof signingSchemeSchema>, 'urlPortOptional'>>().not.toEqualTypeOf<SigningScheme>();
  });

  it.each([...providers.values()].map((provider) => [provider.name, provider] as const))(
    'takes %s as it is',
    (_name, provider) => {
      expect(providerSchema.parse(JSON.parse(JSON.stringify(provider)))).toEqual(provider);
    },
  );

  it('takes every shipped scheme as it is', () => {
    for (const scheme of schemes.values()) expect(signingSchemeSchema.parse(scheme)).toEqual(scheme);
  });
});
