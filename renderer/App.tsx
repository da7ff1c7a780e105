import { MantineProvider } from '@mantine/core';
import { KeySheet } from './actions/KeySheet.tsx';
import { Palette } from './actions/Palette.tsx';
import { Frame } from './frame/Frame.tsx';
import { OpenDialog } from './library/OpenDialog.tsx';
import { theme, tokensToMantine } from './theme/mantineTheme.ts';
import { useTheme } from './theme/themeStore.ts';
import { WorkspaceDialog } from './workspace/WorkspaceDialog.tsx';

export function App() {
  const scheme = useTheme((state) => state.theme);
  return (
    <MantineProvider theme={theme} cssVariablesResolver={tokensToMantine} forceColorScheme={scheme}>
      <Frame />
      <Palette />
      <KeySheet />
      <OpenDialog />
      <WorkspaceDialog />
    </MantineProvider>
  );
}
