// A whole engine in a process of its own, for tests that break it from outside.
import { serveCalls } from '../../engine/support/serve-calls.ts';
import { openFaultEngine } from '../support/workspace.ts';

const [directory = ''] = process.argv.slice(2);

await serveCalls(await openFaultEngine(directory));
