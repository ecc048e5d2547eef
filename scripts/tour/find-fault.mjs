/**
 * What is wrong with a line of the log, or null: it has to be answered with a success, and verified exactly where it was signed.
 * @param {Pick<import('../drive/log.mjs').Pair, 'status' | 'verdict'>} pair
 * @param {boolean} signed whether the preview shows a signature
 * @returns {string | null}
 */
export function findFault({ status, verdict }, signed) {
  if (!/^2\d\d$/.test(status)) return `The status is ${status || 'none'}.`;
  const expected = signed ? 'valid' : 'not signed';
  return verdict === expected ? null : `The verdict is “${verdict}” and should be “${expected}”.`;
}
