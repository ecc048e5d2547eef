import { Check } from 'lucide-react';
import { DropdownMenu as Radix, ContextMenu as RadixContext } from 'radix-ui';
import type { ReactElement, ReactNode } from 'react';
import { Kbd } from './kbd.tsx';
import type { KeyChord } from './keys.ts';
import styles from './menu.module.css';

export interface MenuAction {
  id: string;
  label: string;
  hint?: string | undefined;
  icon?: ReactNode;
  keys?: KeyChord | undefined;
  danger?: boolean | undefined;
  disabled?: boolean | undefined;
  /** For a choice: whether it is the chosen one. */
  checked?: boolean | undefined;
  onSelect: () => void;
}

export type MenuItem = MenuAction | { id: string; heading: string } | 'separator';

interface Parts {
  Item: typeof Radix.Item | typeof RadixContext.Item;
  Label: typeof Radix.Label | typeof RadixContext.Label;
  Separator: typeof Radix.Separator | typeof RadixContext.Separator;
}

function renderItem({ Item, Label, Separator }: Parts, item: MenuItem, index: number): ReactNode {
  if (item === 'separator') return <Separator key={`separator-${index}`} className={styles.separator} />;
  if ('heading' in item) {
    return (
      <Label key={item.id} className={styles.heading}>
        {item.heading}
      </Label>
    );
  }
  return (
    <Item
      key={item.id}
      className={styles.item}
      data-danger={item.danger === true || undefined}
      disabled={item.disabled === true}
      onSelect={item.onSelect}
    >
      <span className={styles.icon} aria-hidden="true">
        {item.checked === true ? <Check /> : item.icon}
      </span>
      <span className={styles.text}>
        {item.label}
        {item.hint !== undefined && <span className={styles.hint}>{item.hint}</span>}
      </span>
      {item.checked === true && <span className="visually-hidden">chosen</span>}
      {item.keys !== undefined && <Kbd keys={item.keys} />}
    </Item>
  );
}

export interface MenuProps {
  /** One button that opens it; it needs an accessible name. */
  trigger: ReactElement;
  items: readonly MenuItem[];
  align?: 'start' | 'end' | undefined;
}

/** A menu under a button. */
export function Menu({ trigger, items, align = 'start' }: MenuProps) {
  return (
    <Radix.Root modal={false}>
      <Radix.Trigger asChild>{trigger}</Radix.Trigger>
      <Radix.Portal>
        <Radix.Content className={styles.menu} align={align} sideOffset={4} collisionPadding={8}>
          {items.map((item, index) => renderItem(Radix, item, index))}
        </Radix.Content>
      </Radix.Portal>
    </Radix.Root>
  );
}

/** The same menu at the pointer, for the second mouse button and the menu key. */
export function ContextMenu({ items, children }: { items: readonly MenuItem[]; children: ReactElement }) {
  return (
    <RadixContext.Root modal={false}>
      <RadixContext.Trigger asChild>{children}</RadixContext.Trigger>
      <RadixContext.Portal>
        <RadixContext.Content className={styles.menu} collisionPadding={8}>
          {items.map((item, index) => renderItem(RadixContext, item, index))}
        </RadixContext.Content>
      </RadixContext.Portal>
    </RadixContext.Root>
  );
}
