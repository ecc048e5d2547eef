import { CircleCheck, CircleX, Info, TriangleAlert, X } from 'lucide-react';
import { Toast as Radix } from 'radix-ui';
import { type RefObject, useEffect, useRef } from 'react';
import { Button } from './button.tsx';
import { IconButton } from './icon-button.tsx';
import styles from './toasts.module.css';

export interface ToastItem {
  id: number;
  tone: 'info' | 'success' | 'warning' | 'failure';
  title: string;
  detail: string | null;
  action: { label: string; run: () => void } | null;
}

const icons = { info: <Info />, success: <CircleCheck />, warning: <TriangleAlert />, failure: <CircleX /> };

function durationOf(item: ToastItem): number {
  // What can be undone or went wrong stays until it is read and answered.
  if (item.tone === 'failure') return 20_000;
  return item.action === null ? 6000 : 12_000;
}

/** Tells the dialogs how much of the window the messages take, so that neither lies over the other. */
function useReservedHeight(): RefObject<HTMLOListElement | null> {
  const ref = useRef<HTMLOListElement | null>(null);
  useEffect(() => {
    const list = ref.current;
    if (list === null) return;
    const root = document.documentElement.style;
    const observer = new ResizeObserver(() => root.setProperty('--messages', `${list.offsetHeight}px`));
    observer.observe(list);
    return () => observer.disconnect();
  }, []);
  return ref;
}

/**
 * Short messages below everything else: they take their room from the window and lie over nothing. F8 takes the focus to them.
 */
export function Toasts({ items, onDismiss }: { items: readonly ToastItem[]; onDismiss: (id: number) => void }) {
  const list = useReservedHeight();
  return (
    <Radix.Provider swipeDirection="right" label="Message">
      {items.map((item) => (
        <Radix.Root
          key={item.id}
          className={styles.toast}
          data-tone={item.tone}
          type={item.tone === 'failure' ? 'foreground' : 'background'}
          duration={durationOf(item)}
          onOpenChange={(open) => !open && onDismiss(item.id)}
        >
          <span className={styles.icon} aria-hidden="true">
            {icons[item.tone]}
          </span>
          <div className={styles.text}>
            <Radix.Title className={styles.title}>{item.title}</Radix.Title>
            {item.detail !== null && <Radix.Description className={styles.detail}>{item.detail}</Radix.Description>}
          </div>
          {item.action !== null && (
            <Radix.Action asChild altText={item.action.label}>
              <Button size="small" onClick={item.action.run}>
                {item.action.label}
              </Button>
            </Radix.Action>
          )}
          <Radix.Close asChild>
            <IconButton size="small" label="Dismiss" icon={<X />} />
          </Radix.Close>
        </Radix.Root>
      ))}
      <Radix.Viewport ref={list} data-messages="" className={styles.viewport} label="Messages ({hotkey})" />
    </Radix.Provider>
  );
}
