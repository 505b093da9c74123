// Colours: none, light or dark, and whether there is UTF-8.
import { expect, test } from 'vitest';
import { isUtf8 } from '../../../src/tui/theme/charset.ts';
import { chooseTheme, themeForBackground } from '../../../src/tui/theme/choose-theme.ts';
import { themeOf } from '../../../src/tui/theme/theme.ts';

test('NO_COLOR and --no-color leave no colour, only weight, underline and inverse', () => {
  expect(chooseTheme({ NO_COLOR: '1', WHYTRACE_THEME: 'light' }, true).name).toBe('none');
  expect(chooseTheme({}, false).name).toBe('none');
  const { sgr } = themeOf('none');
  const codes = (['error', 'warning', 'path', 'match', 'cursor', 'dim', 'frame-focused'] as const).flatMap((style) => sgr(style).split(';'));
  expect(codes.filter((code) => !['', '1', '2', '4', '7'].includes(code))).toEqual([]);
});

test('an empty NO_COLOR means nothing', () => {
  expect(chooseTheme({ NO_COLOR: '' }, true).name).toBe('dark');
});

test('the background comes from WHYTRACE_THEME, COLORFGBG, or the terminal itself', () => {
  expect(chooseTheme({ WHYTRACE_THEME: 'light' }, true)).toEqual({ name: 'light', ask: false });
  expect(chooseTheme({ COLORFGBG: '0;default;15' }, true)).toEqual({ name: 'light', ask: false });
  expect(chooseTheme({ COLORFGBG: '15;0' }, true)).toEqual({ name: 'dark', ask: false });
  expect(chooseTheme({}, true)).toEqual({ name: 'dark', ask: true });
});

test('an answer to OSC 11 is light or dark by its brightness', () => {
  expect(themeForBackground('\x1b]11;rgb:fdfd/f6f6/e3e3\x1b\\')).toBe('light');
  expect(themeForBackground('\x1b]11;rgb:00/2b/36\x07')).toBe('dark');
  expect(themeForBackground('\x1b]11;?\x07')).toBeNull();
});

test('the locale decides about UTF-8, LC_ALL before LC_CTYPE before LANG', () => {
  expect(isUtf8({ LANG: 'de_DE.UTF-8' })).toBe(true);
  expect(isUtf8({ LANG: 'C' })).toBe(false);
  expect(isUtf8({ LANG: 'en_US.utf8', LC_ALL: 'C' })).toBe(false);
  expect(isUtf8({ LC_ALL: '', LC_CTYPE: 'C.UTF-8', LANG: 'C' })).toBe(true);
  expect(isUtf8({})).toBe(false);
});
