import type { LoggedOutage, timeMachineMethods } from '../../../src-preload/contract/time-machine.ts';
import type { WebhookDirectory } from '../compose/ports.ts';
import { listRules } from '../dispatch/time-machine/list-rules.ts';
import { runLanes } from '../dispatch/time-machine/run-lanes.ts';
import type { OutageQuestion } from '../log/read-outage.ts';
import type { HandlersOf } from './types.ts';

export interface TimeMachineParts {
  webhooks: Pick<WebhookDirectory, 'list' | 'provider'>;
  readOutage(question: OutageQuestion): LoggedOutage;
}

export function createTimeMachineHandlers(parts: TimeMachineParts): HandlersOf<typeof timeMachineMethods> {
  return {
    'timeMachine.rules': () => listRules(parts.webhooks),
    'timeMachine.simulate': ({ lanes, outage, seed }) => runLanes(lanes, outage, seed),
    'timeMachine.outageFromLog': (question) => parts.readOutage(question),
  };
}
