/** `npm run test:faults` does more of everything than `npm test`. */
export const isLong = process.env.HOOKWRIGHT_FAULTS === 'long';

/** How much is done, in the short form and in the long one. */
export const amount = (short: number, long: number): number => (isLong ? long : short);
