import type { ComponentProps, ReactNode } from 'react';
import styles from './button.module.css';
import { cx } from './cx.ts';
import { Kbd } from './kbd.tsx';
import { isMac, type KeyChord, toAriaShortcut } from './keys.ts';

export type ButtonVariant = 'primary' | 'secondary' | 'ghost' | 'danger';

export interface ButtonProps extends ComponentProps<'button'> {
  variant?: ButtonVariant | undefined;
  size?: 'small' | 'normal' | undefined;
  icon?: ReactNode;
  /** The key that does the same, shown in the button. */
  keys?: KeyChord | undefined;
  /** Under way: says so, takes no second press, and keeps the focus, which a disabled button would lose. */
  busy?: boolean | undefined;
}

/** A button with a verb on it. One primary button per screen. */
export function Button(props: ButtonProps) {
  const { variant = 'secondary', size = 'normal', icon, keys, busy = false, className, children, ...others } = props;
  const { onClick, disabled, ...rest } = others;
  return (
    <button
      type="button"
      aria-keyshortcuts={keys === undefined ? undefined : toAriaShortcut(keys, isMac())}
      aria-busy={busy || undefined}
      aria-disabled={busy || undefined}
      {...rest}
      onClick={busy ? (event) => event.preventDefault() : onClick}
      disabled={disabled === true && !busy}
      className={cx(styles.button, className)}
      data-variant={variant}
      data-size={size}
    >
      {busy ? <span className={styles.spinner} aria-hidden="true" /> : icon}
      {children !== undefined && <span className={styles.label}>{children}</span>}
      {keys !== undefined && <Kbd keys={keys} />}
    </button>
  );
}
