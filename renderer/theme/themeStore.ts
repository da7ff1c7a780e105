import { create } from 'zustand';
import { readSetting, writeSetting } from '../persist/settings.ts';

export type ThemeChoice = 'light' | 'dark' | 'system';
export type Theme = 'light' | 'dark';

interface ThemeState {
  readonly choice: ThemeChoice;
  readonly theme: Theme;
  readonly choose: (choice: ThemeChoice) => void;
}

const systemDark = window.matchMedia('(prefers-color-scheme: dark)');

function resolve(choice: ThemeChoice): Theme {
  if (choice !== 'system') return choice;
  return systemDark.matches ? 'dark' : 'light';
}

function stored(): ThemeChoice {
  const value = readSetting('theme');
  return value === 'light' || value === 'dark' ? value : 'system';
}

function apply(theme: Theme): Theme {
  document.documentElement.dataset['theme'] = theme;
  return theme;
}

export const useTheme = create<ThemeState>((set) => ({
  choice: stored(),
  theme: apply(resolve(stored())),
  choose: (choice) => {
    writeSetting('theme', choice);
    set({ choice, theme: apply(resolve(choice)) });
  },
}));

/** Takes the choice that the settings hold, before the first picture. */
export function restoreTheme(): void {
  const choice = stored();
  useTheme.setState({ choice, theme: apply(resolve(choice)) });
}

systemDark.addEventListener('change', () => {
  const { choice } = useTheme.getState();
  if (choice === 'system') useTheme.setState({ theme: apply(resolve(choice)) });
});

/** What the theme button does next, in the order light, dark, system. */
export function nextTheme(choice: ThemeChoice): ThemeChoice {
  switch (choice) {
    case 'light':
      return 'dark';
    case 'dark':
      return 'system';
    case 'system':
      return 'light';
  }
}
