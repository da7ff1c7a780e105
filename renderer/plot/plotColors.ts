import type { MaskGroup } from './maskGroups.ts';

/** The tokens a canvas needs, as values: it cannot read CSS variables by itself. */
export interface PlotColors {
  readonly background: string;
  readonly grid: string;
  readonly axis: string;
  readonly tick: string;
  readonly title: string;
  readonly faint: string;
  readonly lane: string;
  readonly ink: string;
  readonly model: string;
  readonly band: string;
  readonly gap: string;
  readonly cross: string;
  readonly onCross: string;
  readonly hatchOpacity: number;
  readonly groups: Readonly<Record<MaskGroup, string>>;
  readonly font: string;
}

/** Reads the tokens of a theme, whichever one is on screen. */
export function readPlotColors(theme: 'light' | 'dark'): PlotColors {
  const root = document.documentElement;
  const shown = root.dataset['theme'] ?? theme;
  root.dataset['theme'] = theme;
  try {
    return currentTokens();
  } finally {
    root.dataset['theme'] = shown;
  }
}

function currentTokens(): PlotColors {
  const style = getComputedStyle(document.documentElement);
  const token = (name: string) => style.getPropertyValue(name).trim();
  return {
    background: token('--plot-bg'),
    grid: token('--plot-grid'),
    axis: token('--plot-axis'),
    tick: token('--plot-tick'),
    title: token('--fg'),
    faint: token('--fg-3'),
    lane: token('--bg-sunken'),
    ink: token('--data-ink'),
    model: token('--data-vermillion'),
    band: token('--plot-band'),
    gap: token('--data-gray'),
    cross: token('--plot-cross'),
    onCross: token('--fg-on-accent'),
    hatchOpacity: Number(token('--hatch-opacity')),
    groups: {
      bad: token('--data-vermillion'),
      sky: token('--data-blue'),
      telluric: token('--data-green'),
      persist: token('--data-purple'),
      ghost: token('--data-orange'),
      other: token('--data-gray'),
    },
    font: token('--font-ui'),
  };
}
