import type { ViewState, ViewStore } from '../store/view.ts';

const key = 'poseduel-theme';
const prefersDark = matchMedia('(prefers-color-scheme: dark)');

/** The theme that is on the screen. */
export function shownTheme(theme: ViewState['theme']): 'light' | 'dark' {
  if (theme !== 'system') return theme;
  return prefersDark.matches ? 'dark' : 'light';
}

/** Calls back when the system's theme changes; returns the way to stop that. */
export function onSystemTheme(listener: () => void): () => void {
  prefersDark.addEventListener('change', listener);
  return () => prefersDark.removeEventListener('change', listener);
}

/** Puts the theme on the page, and remembers a choice for the next visit. */
export function keepTheme(view: ViewStore): void {
  const remembered = read();
  if (remembered === 'light' || remembered === 'dark') view.setState({ theme: remembered });
  const show = () => {
    document.documentElement.dataset.theme = shownTheme(view.getState().theme);
  };
  onSystemTheme(show);
  view.subscribe((state, before) => {
    if (state.theme === before.theme) return;
    show();
    try {
      localStorage.setItem(key, state.theme);
    } catch {
      // Storage is switched off: the choice lasts as long as the page.
    }
  });
  show();
}

function read(): string | null {
  try {
    return localStorage.getItem(key);
  } catch {
    return null;
  }
}
