import { X } from 'lucide-react';
import { Dialog as Radix } from 'radix-ui';
import type { ReactNode } from 'react';
import styles from './dialog.module.css';
import { IconButton } from './icon-button.tsx';
import { useOpener } from './opener.ts';

export interface DialogProps {
  open: boolean;
  /** Null for a dialog that cannot be left without an answer. */
  onClose: (() => void) | null;
  title: string;
  description?: ReactNode;
  children?: ReactNode;
  /** Buttons, the primary one last. */
  footer?: ReactNode;
  size?: 'small' | 'normal' | 'wide' | 'large' | 'full' | undefined;
  role?: 'dialog' | 'alertdialog' | undefined;
}

/** The first thing to fill in, else the last button; what was asked for by name, or is the first in that, before both. */
function firstOf(dialog: HTMLElement): HTMLElement | null {
  return (
    dialog.querySelector<HTMLElement>('[data-autofocus]:not(button, input) button') ??
    dialog.querySelector<HTMLElement>('[autofocus], [data-autofocus]') ??
    dialog.querySelector<HTMLElement>(
      '[data-part="body"] :is(input, textarea, [role="radio"][data-state="checked"])',
    ) ??
    dialog.querySelector<HTMLElement>('footer button:last-of-type')
  );
}

/** A modal dialog: keeps the focus, closes with Escape, gives the focus back. */
export function Dialog(props: DialogProps) {
  const { open, onClose, title, description, children, footer, size = 'normal', role = 'dialog' } = props;
  const keepOpen = onClose === null ? (event: Event) => event.preventDefault() : undefined;
  const opener = useOpener();
  return (
    <Radix.Root open={open} onOpenChange={(next) => !next && onClose?.()}>
      <Radix.Portal>
        <Radix.Overlay className={styles.scrim} />
        <Radix.Content
          className={styles.dialog}
          data-size={size}
          role={role}
          onCloseAutoFocus={opener.giveBack}
          onOpenAutoFocus={(event) => {
            opener.remember();
            if (!(event.currentTarget instanceof HTMLElement)) return;
            event.preventDefault();
            (firstOf(event.currentTarget) ?? event.currentTarget).focus();
          }}
          onEscapeKeyDown={(event) => {
            const inside = event.target instanceof Element && event.target.closest('[data-keeps-escape]') !== null;
            if (inside) event.preventDefault();
            keepOpen?.(event);
          }}
          onPointerDownOutside={(event) => keepOpen?.(event)}
          onInteractOutside={(event) => keepOpen?.(event)}
          {...(description === undefined ? { 'aria-describedby': undefined } : {})}
        >
          <header className={styles.head}>
            <Radix.Title className={styles.title}>{title}</Radix.Title>
            {onClose !== null && <IconButton label="Close" keys="Escape" icon={<X />} onClick={onClose} />}
          </header>
          {description !== undefined && (
            <Radix.Description asChild>
              <div className={styles.description}>{description}</div>
            </Radix.Description>
          )}
          {children !== undefined && (
            <div className={styles.body} data-part="body">
              {children}
            </div>
          )}
          {footer !== undefined && <footer className={styles.foot}>{footer}</footer>}
        </Radix.Content>
      </Radix.Portal>
    </Radix.Root>
  );
}
