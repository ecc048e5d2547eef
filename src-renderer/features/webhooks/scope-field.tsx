import type { ProviderState, ScopeSpec } from '../../../src-preload/contract/provider.ts';
import type { Scope } from '../../../src-preload/contract/webhook.ts';
import { showSettings } from '../../stores/screen.ts';
import { Button } from '../../ui/button.tsx';
import { Combobox } from '../../ui/combobox.tsx';
import { Select, type SelectOption } from '../../ui/select.tsx';
import { wordsOf } from './field-words.ts';
import type { FormProps } from './form-props.ts';

/** Names of targets that the user keeps in the provider's settings. */
function targetsOf(scope: ScopeSpec, settings: ProviderState['settings']): readonly string[] {
  const names = scope.targets === null ? null : settings[scope.targets];
  return Array.isArray(names) ? names : [];
}

const keyOf = ({ id, target }: Scope): string => JSON.stringify([id, target]);

interface Choice extends SelectOption {
  scope: Scope;
}

function choicesOf({ provider, settings }: ProviderState, current: Scope): Choice[] {
  const choices = provider.scopes.flatMap((spec): Choice[] => {
    const targets = spec.targets === null ? [null] : targetsOf(spec, settings);
    return targets.map((target) => {
      const scope = { id: spec.id, target };
      return {
        scope,
        value: keyOf(scope),
        label: target ?? spec.label,
        group: target === null ? undefined : spec.label,
      };
    });
  });
  if (choices.some(({ value }) => value === keyOf(current))) return choices;
  // A target that was taken out of the settings stays visible until something else is chosen.
  return [...choices, { scope: current, value: keyOf(current), label: current.target ?? current.id }];
}

/** What the webhook belongs to, where the service knows more than one thing. */
export function ScopeField({ draft, state, issues, onDraftChange }: FormProps) {
  const { provider, settings } = state;
  const onlyOne = provider.scopes.length === 1 ? provider.scopes[0] : undefined;
  if (provider.scopes.length === 0 || onlyOne?.targets === null) return null;
  const choices = choicesOf(state, draft.scope);
  const spec = provider.scopes.find(({ id }) => id === draft.scope.id);
  const words = wordsOf(provider, 'scope', onlyOne?.label ?? 'Belongs to');
  const missing = provider.scopes.some((each) => each.targets !== null && targetsOf(each, settings).length === 0);
  const field = {
    label: words.label,
    hint: spec?.hint || words.hint,
    problems: issues.under('scope'),
    value: keyOf(draft.scope),
    onChange(key: string) {
      const scope = choices.find(({ value }) => value === key)?.scope;
      if (scope !== undefined) onDraftChange({ scope });
    },
  };
  // A short list is looked through, a long one is searched.
  if (choices.length > 12) {
    return <Combobox {...field} options={choices.map((choice) => ({ ...choice, hint: choice.group }))} />;
  }
  return (
    <Select
      {...field}
      options={choices}
      aside={
        missing ? (
          <Button size="small" variant="ghost" onClick={() => showSettings(`provider:${provider.id}`)}>
            Name more in settings
          </Button>
        ) : undefined
      }
    />
  );
}
