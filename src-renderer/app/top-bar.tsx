import { ArrowLeftRight, Check, ChevronDown, Copy, FolderInput, FolderOpen, Search, Settings } from 'lucide-react';
import { useEffect, useState } from 'react';
import { copyCaptureAddress } from '../commands/system.ts';
import { keysOf, runCommand } from '../commands/table.ts';
import { useApp } from '../stores/app.ts';
import { useCapture } from '../stores/capture.ts';
import { notifyError } from '../stores/notices.ts';
import { showSettings } from '../stores/screen.ts';
import { loadWorkspaces, switchWorkspace, useWorkspaces } from '../stores/workspaces.ts';
import { IconButton } from '../ui/icon-button.tsx';
import { Kbd } from '../ui/kbd.tsx';
import { isMac, toAriaShortcut } from '../ui/keys.ts';
import { Menu } from '../ui/menu.tsx';
import { Status } from '../ui/status.tsx';
import { Tooltip } from '../ui/tooltip.tsx';
import { HookMark } from './hook-mark.tsx';
import styles from './top-bar.module.css';

function Workspace() {
  const info = useApp((state) => state.info);
  const known = useWorkspaces((state) => state.info);
  useEffect(() => {
    loadWorkspaces().catch((thrown: unknown) => notifyError('The workspaces could not be listed', thrown));
  }, []);
  if (info === null) return null;
  const others = known?.workspaces.filter(({ id }) => id !== known.current) ?? [];
  return (
    <Menu
      trigger={
        <button type="button" className={styles.workspace} aria-label={`Workspace: ${info.workspaceName}`}>
          <span className="ellipsis">{info.workspaceName}</span>
          <ChevronDown aria-hidden="true" />
        </button>
      }
      items={[
        { id: 'name', heading: info.directory },
        ...others.map(({ id, name, missing }) => ({
          id: `switch:${id}`,
          label: `Switch to ${name}`,
          disabled: missing,
          hint: missing ? 'Its folder or database is missing' : undefined,
          icon: <ArrowLeftRight />,
          onSelect: () => void switchWorkspace(id),
        })),
        {
          id: 'open',
          label: 'Open a folder…',
          icon: <FolderInput />,
          keys: keysOf('workspace.open'),
          onSelect: () => runCommand('workspace.open'),
        },
        {
          id: 'folder',
          label: 'Show the folder',
          icon: <FolderOpen />,
          keys: keysOf('app.folder'),
          onSelect: () => runCommand('app.folder'),
        },
        {
          id: 'settings',
          label: 'Rename, create or remove…',
          icon: <Settings />,
          keys: keysOf('workspace.list'),
          onSelect: () => showSettings('workspace'),
        },
      ]}
    />
  );
}

function SearchField() {
  const keys = keysOf('app.palette') ?? '';
  return (
    <button
      type="button"
      className={styles.search}
      aria-label="Search or run a command"
      aria-keyshortcuts={toAriaShortcut(keys, isMac())}
      onClick={() => runCommand('app.palette')}
    >
      <Search aria-hidden="true" />
      <span className="ellipsis">Search or run a command</span>
      <Kbd keys={keys} />
    </button>
  );
}

function CopyAddress() {
  const [copied, setCopied] = useState(false);
  useEffect(() => {
    if (!copied) return;
    const timer = setTimeout(() => setCopied(false), 1500);
    return () => clearTimeout(timer);
  }, [copied]);
  return (
    <IconButton
      size="small"
      label="Copy the capture address"
      keys={keysOf('capture.copy')}
      icon={copied ? <Check /> : <Copy />}
      onClick={() => {
        copyCaptureAddress();
        setCopied(true);
      }}
    />
  );
}

function CaptureState() {
  const state = useCapture((store) => store.state);
  if (state === null) return null;
  const [tone, word] =
    state.state === 'listening'
      ? (['success', 'listening'] as const)
      : state.state === 'off'
        ? (['idle', 'off'] as const)
        : (['failure', state.state === 'port-in-use' ? `port ${state.port} is taken` : 'failed'] as const);
  return (
    <>
      {state.state === 'listening' && (
        <>
          <code className={styles.address}>{state.address.replace('http://', '')}</code>
          <CopyAddress />
        </>
      )}
      <Tooltip text="Capture settings">
        <button type="button" className={styles.capture} onClick={() => showSettings('capture')}>
          <span className="visually-hidden">Capture is </span>
          <Status tone={tone} icon={<span className={styles.dot} data-on={tone === 'success'} />}>
            {word}
          </Status>
        </button>
      </Tooltip>
    </>
  );
}

/** The bar at the top: which workspace, find anything, where captures arrive. */
export function TopBar() {
  return (
    <header className={styles.bar} data-pane="">
      <div className={styles.left}>
        <HookMark />
        <span className={styles.name}>Hookwright</span>
        <Workspace />
      </div>
      <SearchField />
      <div className={styles.right}>
        <span className={styles.label}>Capture</span>
        <CaptureState />
      </div>
    </header>
  );
}
