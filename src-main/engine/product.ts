/** As `package.json` has it: the engine runs from one bundle, without that file beside it. */
export const version = '0.1.0';
