import { create } from 'zustand';
import type { SenderRule } from '../../src-preload/contract/retry.ts';
import type { OutageSpan, RuleChoice } from '../../src-preload/contract/time-machine.ts';
import { call } from '../client/call.ts';
import { toClientError } from '../client/client-error.ts';
import { notifyError } from './notices.ts';
import { readKept, writeKept } from './time-machine-kept.ts';
import { toOwnRule } from './time-machine-own.ts';
import { initialState, OWN, type OwnSchedule, type TimeMachineState } from './time-machine-state.ts';
import { setView } from './view.ts';

/** The rules that are compared, the outage, and what becomes of an event. */
export const useTimeMachine = create<TimeMachineState>(() => initialState);

/** The id under which a rule is chosen. */
export function laneIdOf({ rule, webhook }: RuleChoice): string {
  return webhook === null ? rule.id : `webhook:${webhook.id}`;
}

/** The rule of a lane; null while it is not known, or not any more. */
export function findLaneRule(
  { choices, own }: Pick<TimeMachineState, 'choices' | 'own'>,
  id: string,
): SenderRule | null {
  if (id === OWN) return toOwnRule(own).rule;
  return choices?.find((choice) => laneIdOf(choice) === id)?.rule ?? null;
}

let running = false;
let again = false;

/** Has everything simulated. One question at a time: what changes meanwhile is asked when the answer is here. */
async function simulate(): Promise<void> {
  again = running;
  if (running) return;
  running = true;
  const state = useTimeMachine.getState();
  const { chosen, outage, seed } = state;
  const lanes = chosen.flatMap((id) => {
    const rule = findLaneRule(state, id);
    if (rule === null) return [];
    const { source: _source, confidence: _confidence, notes: _notes, success, timeoutMs, ...bare } = rule;
    return [{ id, rule: bare, success, timeoutMs: timeoutMs ?? 30_000 }];
  });
  try {
    const simulations = await call('timeMachine.simulate', { lanes, outage: [...outage], seed });
    useTimeMachine.setState({ simulations: new Map(simulations.map((each) => [each.id, each])), problem: null });
  } catch (thrown) {
    useTimeMachine.setState({ problem: toClientError(thrown).message });
  } finally {
    running = false;
  }
  if (again) await simulate();
}

function change(next: Partial<TimeMachineState>): void {
  useTimeMachine.setState(next);
  writeKept(useTimeMachine.getState());
  void simulate();
}

let opened = false;

/** Fetches the rules, and the first time what the window remembers. */
export async function loadTimeMachine(): Promise<void> {
  if (!opened) useTimeMachine.setState(readKept());
  opened = true;
  try {
    const choices = await call('timeMachine.rules', {});
    const known = new Set([OWN, ...choices.map(laneIdOf)]);
    const { chosen } = useTimeMachine.getState();
    useTimeMachine.setState({ choices, chosen: chosen.filter((id) => known.has(id)), problem: null });
    await simulate();
  } catch (thrown) {
    useTimeMachine.setState({ problem: toClientError(thrown).message });
  }
}

/** Draws a rule, or takes it out of the picture. */
export function toggleLane(id: string): void {
  const { chosen } = useTimeMachine.getState();
  change({ chosen: chosen.includes(id) ? chosen.filter((each) => each !== id) : [...chosen, id] });
}

/** Draws a rule above the others. */
export function showLane(id: string): void {
  const { chosen, choices } = useTimeMachine.getState();
  if (choices?.some((choice) => laneIdOf(choice) === id) !== true) return;
  change({ chosen: [id, ...chosen.filter((each) => each !== id)] });
}

/** Draws these rules and no others. */
export function chooseLanes(chosen: readonly string[]): void {
  change({ chosen });
}

const MOST_UNDO = 100;

/**
 * Changes the outage.
 * @param step false while a drag goes on: the whole drag is one step to undo
 */
export function changeOutage(outage: readonly OutageSpan[], selected: number | null, step = true): void {
  const state = useTimeMachine.getState();
  change({
    outage,
    selected,
    origin: step ? null : state.origin,
    ...(step ? { past: [...state.past, state.outage].slice(-MOST_UNDO), future: [] } : {}),
  });
}

/** Notes the outage as it is as one step to undo, at the beginning of a drag. */
export function beginOutageStep(): void {
  const { past, outage } = useTimeMachine.getState();
  useTimeMachine.setState({ past: [...past, outage].slice(-MOST_UNDO), future: [], origin: null });
}

/** Takes back the last change of the outage, or makes it again. */
export function undoOutage(direction: 'undo' | 'redo'): void {
  const { past, future, outage } = useTimeMachine.getState();
  const target = direction === 'undo' ? past.at(-1) : future.at(-1);
  if (target === undefined) return;
  change({
    outage: target,
    selected: null,
    origin: null,
    past: direction === 'undo' ? past.slice(0, -1) : [...past, outage],
    future: direction === 'undo' ? [...future, outage] : future.slice(0, -1),
  });
}

export function selectSpan(selected: number | null): void {
  useTimeMachine.setState({ selected });
}

export function changeOwn(own: Partial<OwnSchedule>): void {
  change({ own: { ...useTimeMachine.getState().own, ...own } });
}

/** Draws the jitter anew. */
export function reroll(): void {
  change({ seed: (useTimeMachine.getState().seed % 9999) + 1 });
}

export interface LogQuestion {
  /** Wall clock in milliseconds; from the beginning or to the end of the log when left out. */
  from?: number | null;
  to?: number | null;
  /** From the event of this delivery on. */
  deliveryId?: string | null;
  /** The outage stays as it is where the log has none. */
  keepWhenEmpty?: boolean;
}

/** Takes the outages of a webhook from the log. */
export async function takeOutageFromLog(
  webhook: { id: string; name: string },
  { from = null, to = null, deliveryId = null, keepWhenEmpty = false }: LogQuestion = {},
): Promise<void> {
  try {
    const outage = await call('timeMachine.outageFromLog', { webhookId: webhook.id, deliveryId, from, to });
    const spans = outage.spans.map(({ span }) => span);
    if (spans.length > 0 || !keepWhenEmpty) changeOutage(spans, null);
    useTimeMachine.setState({ origin: { name: webhook.name, outage } });
    setView('timeMachine.range', '');
  } catch (thrown) {
    notifyError('The log could not be read for outages', thrown);
  }
}
