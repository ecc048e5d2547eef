import { Monitor, Moon, Sun } from 'lucide-react';
import { saveSettings, useSettings } from '../../stores/settings.ts';
import { Form, Section } from '../../ui/section.tsx';
import { Segmented } from '../../ui/segmented.tsx';
import { Switch } from '../../ui/switch.tsx';
import { NumberField } from '../../ui/text-field.tsx';

/** Theme, density and the editor's type. */
export function AppearancePage() {
  const settings = useSettings((state) => state.settings);
  if (settings === null) return null;
  return (
    <Form label="Appearance">
      <Section title="Theme">
        <Segmented
          label="Theme"
          value={settings.theme}
          segments={[
            { value: 'system', label: 'System', icon: <Monitor /> },
            { value: 'light', label: 'Light', icon: <Sun /> },
            { value: 'dark', label: 'Dark', icon: <Moon /> },
          ]}
          onChange={(theme) => void saveSettings({ theme })}
        />
      </Section>
      <Section title="Density" hint="Height of rows and controls.">
        <Segmented
          label="Density"
          value={settings.density}
          segments={[
            { value: 'compact', label: 'Compact' },
            { value: 'comfortable', label: 'Comfortable' },
          ]}
          onChange={(density) => void saveSettings({ density })}
        />
      </Section>
      <Section title="Editor">
        <NumberField
          label="Font size"
          unit="px"
          min={10}
          max={24}
          step={1}
          hint="10 to 24"
          value={settings.editorFontSize}
          onChange={(size) => {
            if (Number.isInteger(size) && size >= 10 && size <= 24) void saveSettings({ editorFontSize: size });
          }}
        />
        <Switch
          label="Wrap long lines"
          checked={settings.editorWordWrap}
          onChange={(editorWordWrap) => void saveSettings({ editorWordWrap })}
        />
      </Section>
    </Form>
  );
}
