import { theme } from 'antd';
import { describe, expect, it } from 'vitest';
import { antTheme } from './theme';

/** The part of light that a colour gives back, 0 to 1 (WCAG). */
function luminance(colour: string): number {
  const [red = 0, green = 0, blue = 0] = (colour.match(/[0-9a-f]{2}/gi) ?? [])
    .map((part) => Number.parseInt(part, 16) / 255)
    .map((part) => (part <= 0.03928 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4));
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

function contrast(words: string, ground: string): number {
  const [light = 0, dark = 0] = [luminance(words), luminance(ground)].sort((a, b) => b - a);
  return (light + 0.05) / (dark + 0.05);
}

/** Words in these colours stand on every ground: links at rest, under the pointer and pressed, faults at a field. */
const WORDS = [
  'colorText',
  'colorTextSecondary',
  'colorLink',
  'colorLinkHover',
  'colorLinkActive',
  'colorError',
];
const GROUNDS = ['colorBgContainer', 'colorBgLayout', 'colorBgElevated'];

describe.each(['light', 'dark'] as const)('words in %s', (mode) => {
  const tokens: Record<string, unknown> = { ...theme.getDesignToken(antTheme(mode)) };
  it.each(WORDS)('%s can be read', (words) => {
    const ratios = GROUNDS.map((ground) => contrast(String(tokens[words]), String(tokens[ground])));
    expect(Math.min(...ratios)).toBeGreaterThanOrEqual(4.5);
  });
});
