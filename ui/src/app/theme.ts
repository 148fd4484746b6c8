import { type ThemeConfig, theme } from 'antd';

/** Light or dark, as applied; the person may also follow the system. */
export type Mode = 'light' | 'dark';

/** The voice of the house: every colour that a page may use, by meaning. Pages hold none of their own. */
const COLOURS = {
  light: {
    ink: '#1f2a37',
    muted: '#55616e',
    jade: '#0f766e',
    jadeStrong: '#0b5a54',
    jadeSoft: '#e3f1ee',
    paper: '#f7f8f6',
    surface: '#ffffff',
    sunken: '#eff1ee',
    line: '#dde2de',
    rail: '#1f2a37',
    railText: '#d5dde3',
    railActive: '#0f766e',
    amber: '#9a5b00',
    amberSoft: '#fdf1dc',
    amberFill: '#e39a1c',
    red: '#b3261e',
    redSoft: '#fce9e7',
    redFill: '#d5382e',
    blue: '#1d5fa8',
    blueSoft: '#e6f0fa',
    green: '#1c7a45',
    greenSoft: '#e4f3ea',
    greenFill: '#2f9e60',
  },
  dark: {
    ink: '#e6ebe8',
    muted: '#a3b0ae',
    jade: '#4cc4b4',
    jadeStrong: '#7fdccf',
    jadeSoft: '#14332f',
    paper: '#11181a',
    surface: '#192224',
    sunken: '#141c1e',
    line: '#2d3a3c',
    rail: '#0b1112',
    railText: '#c3cfcd',
    railActive: '#14645d',
    amber: '#f0b451',
    amberSoft: '#38290f',
    amberFill: '#d08a17',
    red: '#ff8f86',
    redSoft: '#3f1917',
    redFill: '#d5483e',
    blue: '#86b9f0',
    blueSoft: '#15293f',
    green: '#6fcf97',
    greenSoft: '#15301f',
    greenFill: '#3aa468',
  },
} as const;

const FONT =
  "-apple-system, 'PingFang SC', 'Microsoft YaHei', 'Noto Sans CJK SC', 'Noto Sans SC', 'Segoe UI', sans-serif";

/** Writes the colours as custom properties (`--sw-ink` …) for the few own classes of `styles.css`. */
export function applyColours(mode: Mode): void {
  const root = document.documentElement;
  root.dataset.theme = mode;
  root.style.colorScheme = mode;
  root.style.setProperty('--sw-font', FONT);
  for (const [name, value] of Object.entries(COLOURS[mode])) {
    root.style.setProperty(`--sw-${name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}`, value);
  }
}

/** The tokens of Ant Design in one mode; `still` for people who asked their machine for less motion. */
export function antTheme(mode: Mode, still = false): ThemeConfig {
  const colour = COLOURS[mode];
  const dark = mode === 'dark';
  return {
    algorithm: dark ? theme.darkAlgorithm : theme.defaultAlgorithm,
    token: {
      colorPrimary: dark ? '#3fd0be' : colour.jade,
      colorLink: colour.jade,
      // The derived ones fade towards the ground, where words can no longer be read.
      colorLinkHover: colour.jadeStrong,
      colorLinkActive: colour.jadeStrong,
      colorInfo: colour.blue,
      colorWarning: dark ? '#d08a17' : '#b36b00',
      colorError: colour.red,
      colorSuccess: dark ? '#3aa468' : colour.green,
      colorText: colour.ink,
      colorTextHeading: colour.ink,
      colorTextSecondary: colour.muted,
      colorTextDescription: colour.muted,
      colorTextTertiary: colour.muted,
      colorTextPlaceholder: dark ? '#8b9997' : '#68737d',
      colorBgLayout: colour.paper,
      colorBgContainer: colour.surface,
      colorBgElevated: dark ? '#202b2d' : colour.surface,
      colorBorder: dark ? '#3b4a4c' : '#c9d0cb',
      colorBorderSecondary: colour.line,
      colorSplit: colour.line,
      borderRadius: 8,
      fontFamily: FONT,
      fontSize: 14,
      fontSizeSM: 13,
      controlHeight: 34,
      wireframe: false,
      motion: !still,
    },
    components: {
      Button: {
        primaryShadow: 'none',
        defaultShadow: 'none',
        dangerShadow: 'none',
        primaryColor: dark ? '#06201d' : '#ffffff',
        fontWeight: 500,
      },
      // White figures stand on it.
      Badge: { colorError: dark ? '#c14d44' : colour.red },
      Card: { headerFontSize: 15, headerHeight: 46, bodyPadding: 16, bodyPaddingSM: 12 },
      Table: {
        headerBg: colour.sunken,
        headerColor: colour.muted,
        cellPaddingBlockSM: 7,
        rowHoverBg: colour.jadeSoft,
        headerSplitColor: 'transparent',
      },
      Tabs: { itemColor: colour.muted, itemHoverColor: colour.jadeStrong, titleFontSize: 14 },
      Statistic: { contentFontSize: 26 },
      Layout: { headerBg: colour.surface, bodyBg: colour.paper },
      Tag: { defaultBg: colour.sunken, defaultColor: colour.ink },
      Segmented: { trackBg: colour.sunken },
    },
  };
}
