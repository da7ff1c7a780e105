import { create } from 'zustand';
import { readSetting, writeSetting } from '../persist/localSettings.ts';

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

systemDark.addEventListener('change', () => {
  const { choice, choose } = useTheme.getState();
  if (choice === 'system') choose('system');
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
