import { theme, type ThemeConfig } from 'antd';

/**
 * The one strong colour, kept for one meaning: proven. A seal on a record, a verdict that holds, and nothing else. Danger
 * therefore is no red here, and has a shape besides.
 */
export const SEAL = { light: '#b3202c', dark: '#f0646c' } as const;

const FONT =
  "'PingFang SC', 'Microsoft YaHei', 'Noto Sans CJK SC', 'Noto Sans SC', 'Source Han Sans SC', 'Hiragino Sans GB', system-ui, sans-serif";

/**
 * Quiet, like paper, and dense enough for office work. Contrasts are those of WCAG 2.2 AA.
 * @param still nothing moves. Not by a style for everything: what has a time to change by, however short, is not yet where it was
 *   put when it is measured, and what opens over the page ends up beside it.
 */
export function themeOf(dark: boolean, still: boolean): ThemeConfig {
  return {
    algorithm: dark ? theme.darkAlgorithm : theme.defaultAlgorithm,
    cssVar: { key: dark ? 'sortis-dark' : 'sortis-light' },
    hashed: false,
    token: {
      colorPrimary: dark ? '#8fc0ee' : '#24527a',
      colorInfo: dark ? '#8fc0ee' : '#24527a',
      colorLink: dark ? '#8bb9e4' : '#1d4f7c',
      colorError: dark ? '#e59a4f' : '#a34400',
      colorWarning: dark ? '#d8b24a' : '#8a6100',
      colorSuccess: dark ? '#7fb38a' : '#2d6a3f',
      colorInfoBg: dark ? '#17263a' : '#eef4fa',
      colorSuccessBg: dark ? '#16291b' : '#eef6ef',
      colorWarningBg: dark ? '#2e2613' : '#fdf6e3',
      colorErrorBg: dark ? '#33200f' : '#fdf1e7',
      colorBgLayout: dark ? '#14171a' : '#f5f3ee',
      colorBgContainer: dark ? '#1c2024' : '#fffefb',
      colorBgElevated: dark ? '#23282d' : '#ffffff',
      colorText: dark ? 'rgba(255,255,255,0.9)' : 'rgba(0,0,0,0.88)',
      colorTextSecondary: dark ? 'rgba(255,255,255,0.72)' : 'rgba(0,0,0,0.68)',
      colorTextTertiary: dark ? 'rgba(255,255,255,0.66)' : 'rgba(0,0,0,0.62)',
      colorTextDescription: dark ? 'rgba(255,255,255,0.66)' : 'rgba(0,0,0,0.62)',
      colorTextPlaceholder: dark ? 'rgba(255,255,255,0.6)' : 'rgba(0,0,0,0.6)',
      colorTextDisabled: dark ? 'rgba(255,255,255,0.5)' : 'rgba(0,0,0,0.5)',
      colorBorder: dark ? '#565f68' : '#b9b4a8',
      colorTextLightSolid: dark ? '#0b1622' : '#ffffff',
      borderRadius: 4,
      fontFamily: FONT,
      fontSize: 14,
      controlHeight: 32,
      motion: !still,
      motionDurationFast: still ? '0s' : '0.1s',
      motionDurationMid: still ? '0s' : '0.12s',
      motionDurationSlow: still ? '0s' : '0.16s',
    },
    components: {
      Table: { headerBg: dark ? '#262b31' : '#efece4', cellPaddingBlock: 8, cellPaddingInline: 10 },
      Form: { itemMarginBottom: 14 },
    },
  };
}
