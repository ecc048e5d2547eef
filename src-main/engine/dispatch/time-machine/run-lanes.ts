import { setImmediate as nextTurn } from 'node:timers/promises';
import type {
  OutageSpan,
  Simulation,
  SimulationLane,
  VirtualReceiver,
} from '../../../../src-preload/contract/time-machine.ts';
import { EngineError } from '../../errors.ts';
import { checkRule } from '../../providers/check-rule.ts';
import { createSeededRandom } from './seeded-random.ts';
import { simulate } from './simulate.ts';
import { surveyEndless, surveySpread } from './survey.ts';

const refused: VirtualReceiver = { kind: 'refused' };

/**
 * What each rule does with the outage. One turn of the event loop per rule, so that many of them hold nothing up.
 * @throws EngineError `invalid` for a rule with numbers that mean nothing
 */
export async function runLanes(
  lanes: readonly SimulationLane[],
  outage: readonly OutageSpan[],
  seed: number,
): Promise<Simulation[]> {
  const simulations: Simulation[] = [];
  for (const [index, lane] of lanes.entries()) {
    if (index > 0) await nextTurn();
    const problem = checkRule(lane.rule)[0];
    if (problem !== undefined) {
      throw new EngineError('invalid', `${problem.path} of “${lane.rule.label}”: ${problem.message}`);
    }
    simulations.push({
      id: lane.id,
      ...simulate(lane, outage, createSeededRandom(seed)),
      ...surveyEndless(lane, outage[0]?.receiver ?? refused, createSeededRandom(seed)),
      spread: surveySpread(lane, outage, createSeededRandom(seed)),
    });
  }
  return simulations;
}
