import { createTheme, type CSSVariablesResolver, type MantineColorsTuple } from '@mantine/core';

/** Mantine wants ten shades; the design has one accent, so every shade is that accent. */
const accent: MantineColorsTuple = [
  'var(--accent-soft)',
  'var(--accent-soft)',
  'var(--accent)',
  'var(--accent)',
  'var(--accent)',
  'var(--accent)',
  'var(--accent)',
  'var(--accent)',
  'var(--accent-hover)',
  'var(--accent-hover)',
];

/** Mantine's theme in terms of the design tokens, never the other way round. */
export const theme = createTheme({
  scale: 1,
  primaryColor: 'accent',
  colors: { accent },
  autoContrast: false,
  focusRing: 'never',
  cursorType: 'default',
  fontFamily: 'var(--font-ui)',
  fontFamilyMonospace: 'var(--font-mono)',
  headings: { fontFamily: 'var(--font-ui)', fontWeight: '600' },
  fontSizes: { xs: '11px', sm: '12px', md: '13px', lg: '14px', xl: '16px' },
  lineHeights: { xs: '16px', sm: '16px', md: '20px', lg: '20px', xl: '24px' },
  spacing: { xs: '4px', sm: '8px', md: '12px', lg: '16px', xl: '24px' },
  radius: { xs: '3px', sm: '4px', md: '6px', lg: '8px', xl: '8px' },
  defaultRadius: 'sm',
  components: {
    Button: { defaultProps: { variant: 'default', size: 'md' } },
    ActionIcon: { defaultProps: { variant: 'subtle', size: 'md' } },
    Tooltip: {
      defaultProps: {
        openDelay: 450,
        withinPortal: true,
        events: { hover: true, focus: true, touch: false },
      },
    },
    Menu: {
      defaultProps: {
        shadow: 'md',
        position: 'bottom-start',
        offset: 4,
        transitionProps: { duration: 0 },
      },
    },
    Modal: {
      defaultProps: { transitionProps: { duration: 0 }, overlayProps: { color: 'transparent' } },
    },
    Select: { defaultProps: { size: 'sm', checkIconPosition: 'right', allowDeselect: false } },
    TextInput: { defaultProps: { size: 'sm' } },
    Checkbox: { defaultProps: { size: 'sm' } },
  },
});

const mapped = {
  '--mantine-color-body': 'var(--bg-main)',
  '--mantine-color-text': 'var(--fg)',
  '--mantine-color-bright': 'var(--fg)',
  '--mantine-color-dimmed': 'var(--fg-3)',
  '--mantine-color-placeholder': 'var(--fg-3)',
  '--mantine-color-anchor': 'var(--accent-text)',
  '--mantine-color-error': 'var(--fail)',
  '--mantine-color-default': 'var(--bg-main)',
  '--mantine-color-default-hover': 'var(--bg-hover)',
  '--mantine-color-default-color': 'var(--fg)',
  '--mantine-color-default-border': 'var(--line-strong)',
  '--mantine-color-disabled': 'var(--bg-sunken)',
  '--mantine-color-disabled-color': 'var(--fg-3)',
  '--mantine-color-disabled-border': 'var(--line)',
  '--mantine-primary-color-filled': 'var(--accent)',
  '--mantine-primary-color-filled-hover': 'var(--accent-hover)',
  '--mantine-primary-color-contrast': 'var(--fg-on-accent)',
  '--mantine-color-accent-filled': 'var(--accent)',
  '--mantine-color-accent-filled-hover': 'var(--accent-hover)',
  '--mantine-shadow-md': 'var(--shadow-menu)',
  '--mantine-shadow-xl': 'var(--shadow-dialog)',
};

export const tokensToMantine: CSSVariablesResolver = () => ({
  variables: {},
  light: mapped,
  dark: mapped,
});
