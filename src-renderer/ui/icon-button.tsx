import type { ComponentProps, ReactNode } from 'react';
import { cx } from './cx.ts';
import styles from './icon-button.module.css';
import { isMac, type KeyChord, toAriaShortcut } from './keys.ts';
import { Tooltip } from './tooltip.tsx';

export interface IconButtonProps extends Omit<ComponentProps<'button'>, 'aria-label' | 'title'> {
  /** The verb that the icon stands for: its accessible name and its tooltip. */
  label: string;
  icon: ReactNode;
  keys?: KeyChord | undefined;
  /** For a button that stays in: whether it is in. */
  pressed?: boolean | undefined;
  tooltip?: ReactNode;
  side?: 'top' | 'right' | 'bottom' | 'left' | undefined;
  size?: 'small' | 'normal' | undefined;
}

/** A square button with an icon alone. The tooltip says what it does and with which key. */
export function IconButton(props: IconButtonProps) {
  const { label, icon, keys, pressed, tooltip = label, side, size = 'normal', className, ...rest } = props;
  return (
    <Tooltip text={tooltip} keys={keys} side={side}>
      <button
        type="button"
        aria-label={label}
        aria-pressed={pressed}
        aria-keyshortcuts={keys === undefined ? undefined : toAriaShortcut(keys, isMac())}
        {...rest}
        className={cx(styles.button, className)}
        data-size={size}
      >
        {icon}
      </button>
    </Tooltip>
  );
}
