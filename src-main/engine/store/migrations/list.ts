import type { Migration } from '../migrate.ts';
import { workspace } from './001-workspace.ts';
import { deliveries } from './002-deliveries.ts';
import { outbox } from './003-outbox.ts';
import { replay } from './004-replay.ts';
import { imports } from './005-imports.ts';
import { retryRules } from './006-retry-rules.ts';
import { tls } from './007-tls.ts';
import { retryDelay } from './008-retry-delay.ts';
import { credentials } from './009-credentials.ts';
import { publicAddress } from './010-public-address.ts';
import { trailers } from './011-trailers.ts';
import { clientCertificate } from './012-client-certificate.ts';
import { attemptProxy } from './013-attempt-proxy.ts';
import { schemeChoice } from './014-scheme-choice.ts';
import { ownSchemes } from './015-own-schemes.ts';
import { deletedSamples } from './016-deleted-samples.ts';

/** In order, without gaps. Add at the end; never change one that was released. */
export const migrations: readonly Migration[] = [
  workspace,
  deliveries,
  outbox,
  replay,
  imports,
  retryRules,
  tls,
  retryDelay,
  credentials,
  publicAddress,
  trailers,
  clientCertificate,
  attemptProxy,
  schemeChoice,
  ownSchemes,
  deletedSamples,
];
