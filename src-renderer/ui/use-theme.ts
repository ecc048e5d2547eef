import { useSyncExternalStore } from 'react';

const query = '(prefers-color-scheme: dark)';

function currentTheme(): 'light' | 'dark' {
  const chosen = document.documentElement.dataset.theme;
  if (chosen === 'light' || chosen === 'dark') return chosen;
  return matchMedia(query).matches ? 'dark' : 'light';
}

function subscribe(changed: () => void): () => void {
  const system = matchMedia(query);
  const observer = new MutationObserver(changed);
  observer.observe(document.documentElement, { attributes: true, attributeFilter: ['data-theme'] });
  system.addEventListener('change', changed);
  return () => {
    observer.disconnect();
    system.removeEventListener('change', changed);
  };
}

/** The theme that holds now: the chosen one, or the system's. */
export function useTheme(): 'light' | 'dark' {
  return useSyncExternalStore(subscribe, currentTheme);
}
