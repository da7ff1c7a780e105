import { useMemo } from 'react';
import { readPlotColors, type PlotColors } from '../plot/plotColors.ts';
import { useTheme } from '../theme/themeStore.ts';

/** The plot's tokens, read again when the theme changes. */
export function usePlotColors(): PlotColors {
  const theme = useTheme((state) => state.theme);
  // The theme decides what the tokens are worth; the function reads them from the document.
  // eslint-disable-next-line react-hooks/exhaustive-deps
  return useMemo(readPlotColors, [theme]);
}
