import type { LoggedOutage, OutageSpan, RuleChoice, Simulation } from '../../src-preload/contract/time-machine.ts';

/** A schedule of the user's own, as it was typed. */
export interface OwnSchedule {
  delays: string;
  /** Percent of each delay. */
  jitter: number;
  retryAfter: boolean;
  timeoutSeconds: number;
}

/** Where an outage that was read from the log came from. */
export interface LogOrigin {
  name: string;
  outage: LoggedOutage;
}

export interface TimeMachineState {
  /** Every rule that can be compared; null until they are here. */
  choices: readonly RuleChoice[] | null;
  /** Ids of the lanes that are drawn, in their order. */
  chosen: readonly string[];
  outage: readonly OutageSpan[];
  /** Place in `outage` of the span whose fields are open. */
  selected: number | null;
  seed: number;
  own: OwnSchedule;
  origin: LogOrigin | null;
  /** By the id of the lane; those of before stay until newer ones are here. */
  simulations: ReadonlyMap<string, Simulation>;
  problem: string | null;
  /** Outages of before, the last one at the end. */
  past: readonly (readonly OutageSpan[])[];
  future: readonly (readonly OutageSpan[])[];
}

/** The id of the lane with the user's own schedule. */
export const OWN = 'own';

const HOUR = 3_600_000;

export const initialState: TimeMachineState = {
  choices: null,
  chosen: ['svix', 'github', 'shopify'],
  outage: [{ fromMs: 0, toMs: HOUR, receiver: { kind: 'status', status: 503, retryAfterSeconds: null } }],
  selected: null,
  seed: 1,
  own: { delays: '10 s, 1 min, 10 min, 1 h, 6 h', jitter: 10, retryAfter: true, timeoutSeconds: 15 },
  origin: null,
  simulations: new Map(),
  problem: null,
  past: [],
  future: [],
};
