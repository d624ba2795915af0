import { createTheme, type CSSVariablesResolver, type MantineColorsTuple } from '@mantine/core';

const accent: MantineColorsTuple = [
  '#eef1ff',
  '#dce2fd',
  '#b7c2f8',
  '#90a0f3',
  '#6f84ee',
  '#5a71ea',
  '#4258d6',
  '#3a4fc4',
  '#3245b0',
  '#263691',
];

// Mantine's own dark scale is tuned for larger text; these greys keep 4.5:1 at 12 pixels.
const dark: MantineColorsTuple = [
  '#e6e8ec',
  '#c3c8d1',
  '#a4abb8',
  '#7f8795',
  '#3d434e',
  '#2d323b',
  '#22262d',
  '#191c22',
  '#131519',
  '#0e1013',
];

const controlHeight = { '--input-height': '32px', '--input-fz': '13px', '--input-padding-y': '5px' };

/** The look of every Mantine component: 13-pixel text, controls 32 high, one accent. */
export const theme = createTheme({
  primaryColor: 'accent',
  primaryShade: 6,
  colors: { accent, dark },
  fontFamily: 'var(--font-text), system-ui, sans-serif',
  fontFamilyMonospace: 'var(--font-mono), ui-monospace, monospace',
  fontSizes: { xs: '12px', sm: '13px', md: '13px', lg: '15px', xl: '15px' },
  lineHeights: { xs: '16px', sm: '20px', md: '20px', lg: '22px', xl: '22px' },
  headings: { fontWeight: '600' },
  defaultRadius: 6,
  cursorType: 'pointer',
  focusRing: 'auto',
  components: {
    Input: { vars: () => ({ wrapper: controlHeight }) },
    NativeSelect: { styles: { input: { paddingBlock: 0, lineHeight: '30px' } } },
    Button: {
      defaultProps: { size: 'sm' },
      vars: () => ({
        root: { '--button-height': '32px', '--button-fz': '13px', '--button-padding-x': '12px' },
      }),
    },
    ActionIcon: { defaultProps: { variant: 'subtle', color: 'gray', size: 28 } },
    Tooltip: {
      defaultProps: { openDelay: 500, withArrow: false, fz: 12, transitionProps: { duration: 80 } },
    },
    Modal: { defaultProps: { transitionProps: { duration: 120 }, centered: true } },
  },
});

/** Maps Mantine's semantic colours to the studio's, so that both agree in both themes. */
export const resolveCssVariables: CSSVariablesResolver = () => ({
  variables: {},
  light: {
    '--mantine-color-body': '#ffffff',
    '--mantine-color-text': '#1a1d23',
    '--mantine-color-dimmed': '#59606d',
    '--mantine-color-placeholder': '#6b7280',
    '--mantine-color-error': '#c02626',
    '--mantine-color-default-border': '#d5d9e0',
  },
  dark: {
    '--mantine-color-body': '#15171c',
    '--mantine-color-text': '#e6e8ec',
    '--mantine-color-dimmed': '#a4abb8',
    '--mantine-color-placeholder': '#8c94a3',
    '--mantine-color-error': '#ff8b85',
    '--mantine-color-default-border': '#343a45',
  },
});
