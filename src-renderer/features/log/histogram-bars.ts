export interface Bar {
  x: number;
  width: number;
  failureY: number;
  failureHeight: number;
  successY: number;
  successHeight: number;
}

/**
 * Bars of a small histogram: failures at the foot, where even one can be seen, what was delivered on top of them.
 * Heights grow with the square root, so that one line is still there beside a thousand.
 */
export function toBars(success: readonly number[], failure: readonly number[], width: number, height: number): Bar[] {
  const totals = success.map((count, index) => count + (failure[index] ?? 0));
  const most = Math.sqrt(Math.max(1, ...totals));
  const step = width / Math.max(1, totals.length);
  return totals.map((total, index) => {
    const whole = total === 0 ? 0 : Math.max(2, (Math.sqrt(total) / most) * height);
    const failed = failure[index] ?? 0;
    const failureHeight = failed === 0 ? 0 : Math.max(1.5, whole * (failed / total));
    return {
      x: index * step,
      width: Math.max(1, step - 0.75),
      failureY: height - failureHeight,
      failureHeight,
      successY: height - whole,
      successHeight: whole - failureHeight,
    };
  });
}
