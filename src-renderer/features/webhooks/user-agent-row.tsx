import { RotateCcw, X } from 'lucide-react';
import { useId } from 'react';
import { Button } from '../../ui/button.tsx';
import { cx } from '../../ui/cx.ts';
import { Problems } from '../../ui/field.tsx';
import { IconButton } from '../../ui/icon-button.tsx';
import list from '../../ui/key-value-list.module.css';
import type { FormProps } from './form-props.ts';
import { changeUserAgent, findUserAgent } from './user-agent.ts';

/** The `User-Agent` of every service: the default, the webhook's own, or none. */
export function UserAgentRow({ draft: { headers }, state: { userAgent }, issues, onDraftChange }: FormProps) {
  const id = useId();
  const index = findUserAgent(headers);
  const own = index === -1 ? null : (headers[index]?.value ?? '');
  const problems = index === -1 ? [] : issues.under(`headers.${index}`);
  const change = (value: string | null): void => onDraftChange({ headers: changeUserAgent(headers, value) });
  return (
    <div className={list.line}>
      <input className={cx(list.box, 'mono')} aria-label="Name of the default header" value="User-Agent" readOnly />
      <input
        id={id}
        className={cx(list.box, 'mono')}
        aria-label="User-Agent"
        aria-invalid={problems.some(({ severity }) => severity === 'error') || undefined}
        aria-describedby={`${id}-state`}
        placeholder="Not sent"
        spellCheck={false}
        value={own ?? userAgent}
        onChange={(event) => change(event.target.value)}
      />
      <IconButton
        label="Remove User-Agent"
        tooltip="Send no User-Agent"
        icon={<X />}
        disabled={own?.trim() === ''}
        onClick={() => {
          change('');
          document.getElementById(id)?.focus();
        }}
      />
      <div className={list.problems}>
        <Problems id={`${id}-problems`} problems={problems} />
        <div id={`${id}-state`} className={list.foot}>
          {own === null && <span className={list.hint}>Default. Change it, or remove it to send none.</span>}
          {own?.trim() === '' && <span className={list.hint}>Not sent.</span>}
          {own !== null && (
            <Button size="small" icon={<RotateCcw />} onClick={() => change(null)}>
              Restore {userAgent}
            </Button>
          )}
        </div>
      </div>
    </div>
  );
}
