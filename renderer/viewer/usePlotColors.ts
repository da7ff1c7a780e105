import { useMemo } from 'react';
import { readPlotColors, type PlotColors } from '../plot/plotColors.ts';
import { useTheme } from '../theme/themeStore.ts';

/** The plot's tokens, read again when the theme changes. */
export function usePlotColors(): PlotColors {
  const theme = useTheme((state) => state.theme);
  return useMemo(() => readPlotColors(theme), [theme]);
}
