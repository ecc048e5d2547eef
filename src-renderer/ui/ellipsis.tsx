import { cx } from './cx.ts';

/** One line that ends in an ellipsis when it is too long; the whole is in the tooltip and in what is copied. */
export function Ellipsis({ text, className }: { text: string; className?: string | undefined }) {
  return (
    <span className={cx('ellipsis', className)} title={text}>
      {text}
    </span>
  );
}
