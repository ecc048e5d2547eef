import fc from 'fast-check';

/**
 * A run is the same as the one before: what a property finds on one machine is found on every other one. Other values are
 * tried with `HOOKWRIGHT_TEST_SEED=random`, or with a number; a test that names its own seed keeps it.
 */
const wanted = process.env.HOOKWRIGHT_TEST_SEED ?? '2026';
if (wanted !== 'random') fc.configureGlobal({ seed: Number(wanted) });
