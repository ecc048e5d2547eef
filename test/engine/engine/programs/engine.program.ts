// A whole engine in a process of its own.
import { openEngine } from '../../../../src-main/engine/engine.ts';
import { serveCalls } from '../../support/serve-calls.ts';

const [directory = ''] = process.argv.slice(2);

await serveCalls(await openEngine({ directory, capturePort: 0 }));
