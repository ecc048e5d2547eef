import { X } from 'lucide-react';
import { type KeyboardEvent, useEffect, useRef } from 'react';
import { keysOf } from '../../commands/table.ts';
import { useProviders } from '../../stores/providers.ts';
import { showSettings, showWork, useScreen } from '../../stores/screen.ts';
import { IconButton } from '../../ui/icon-button.tsx';
import { AppearancePage } from './appearance-page.tsx';
import { CapturePage } from './capture-page.tsx';
import { MailPage } from './mail-page.tsx';
import { OwnProvidersPage } from './own-providers-page.tsx';
import { OwnSchemesPage } from './own-schemes-page.tsx';
import { ProviderPage } from './provider-page.tsx';
import { ProxyPage } from './proxy-page.tsx';
import { SecretsPage } from './secrets-page.tsx';
import styles from './settings-screen.module.css';
import { TransferPage } from './transfer-page.tsx';
import { WorkspacePage } from './workspace-page.tsx';

const pages = [
  { id: 'appearance', label: 'Appearance' },
  { id: 'capture', label: 'Capture' },
  { id: 'mail', label: 'Mail' },
  { id: 'proxy', label: 'Proxy' },
  { id: 'secrets', label: 'Secrets' },
  { id: 'workspace', label: 'Workspace' },
  { id: 'transfer', label: 'Import and export' },
  { id: 'own-providers', label: 'Own providers' },
  { id: 'own-schemes', label: 'Own signing schemes' },
];

function Page({ id }: { id: string }) {
  switch (id) {
    case 'capture':
      return <CapturePage />;
    case 'mail':
      return <MailPage />;
    case 'proxy':
      return <ProxyPage />;
    case 'secrets':
      return <SecretsPage />;
    case 'workspace':
      return <WorkspacePage />;
    case 'own-providers':
      return <OwnProvidersPage />;
    case 'own-schemes':
      return <OwnSchemesPage />;
    case 'transfer':
      return <TransferPage />;
    default:
      return id.startsWith('provider:') ? <ProviderPage providerId={id.slice(9)} /> : <AppearancePage />;
  }
}

function PageList({ label, items }: { label: string; items: readonly { id: string; label: string }[] }) {
  const current = useScreen((state) => state.settingsPage);
  return (
    <>
      <h2 className={styles.heading}>{label}</h2>
      <ul>
        {items.map((item) => (
          <li key={item.id}>
            <button
              type="button"
              className={styles.page}
              aria-current={item.id === current ? 'page' : undefined}
              onClick={() => showSettings(item.id)}
            >
              <span className="ellipsis">{item.label}</span>
            </button>
          </li>
        ))}
      </ul>
    </>
  );
}

/** The settings: pages at the left, one of them at the right. Escape goes back to the work. */
export function SettingsScreen() {
  const current = useScreen((state) => state.settingsPage);
  const states = useProviders((store) => store.states);
  const screen = useRef<HTMLElement>(null);

  useEffect(() => {
    screen.current?.querySelector<HTMLElement>('[aria-current="page"]')?.focus();
  }, []);

  function leave(event: KeyboardEvent): void {
    if (event.key === 'Escape' && !event.defaultPrevented) showWork();
  }

  return (
    <section ref={screen} className={styles.screen} data-pane="" aria-label="Settings" tabIndex={-1} onKeyDown={leave}>
      <header className={styles.head}>
        <h1 className={styles.title}>Settings</h1>
        <IconButton label="Close the settings" icon={<X />} keys={keysOf('app.settings')} onClick={showWork} />
      </header>
      <div className={styles.below}>
        <nav className={styles.nav} aria-label="Pages of the settings">
          <PageList label="Hookwright" items={pages} />
          <PageList
            label="Providers"
            items={states.map(({ provider }) => ({ id: `provider:${provider.id}`, label: provider.name }))}
          />
        </nav>
        <div className={styles.content} key={current}>
          <Page id={current} />
        </div>
      </div>
    </section>
  );
}
