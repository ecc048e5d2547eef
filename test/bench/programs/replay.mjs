// Replays every failed delivery of a workspace and ends: the whole of what our side does from exec to exit.
import { openKeptEngine, wholeLog } from '../support/engine.mjs';

const engine = await openKeptEngine(process.argv[2] ?? '', Number(process.argv[3]));
/** @type {Parameters<typeof engine.call<'replay.plan'>>[1]} */
const asked = {
  filter: { ...wholeLog, outcome: 'failure' },
  options: {
    mode: 'resigned',
    target: { to: 'original' },
    skipSucceeded: false,
    ratePerSecond: null,
    parallel: 32,
  },
};
const { upTo } = await engine.call('replay.plan', asked);
await new Promise((done) => {
  engine.on((events) => {
    for (const { name, payload } of events) if (name === 'replay.progress' && payload.state === 'done') done(payload);
  });
  void engine.call('replay.start', { ...asked, upTo, confirmed: [] });
});
await engine.close();
