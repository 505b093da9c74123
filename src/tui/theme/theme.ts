// Colours by meaning, as SGR for dark and light terminals of 16 colours, and for none.
import { lookOfSgr } from '../paint/sgr.ts';
import type { StyleName } from '../pane.ts';

export type ThemeName = 'dark' | 'light' | 'none';

/** What beside rows is coloured. */
export type ChromeStyle = 'frame' | 'frame-focused';

type Palette = Readonly<Record<StyleName | ChromeStyle, string>>;

/** Readable on black and on the usual dark schemes: bright black and plain blue are too dark on some of them and not used. */
const DARK: Palette = {
  normal: '',
  dim: '2',
  strong: '1',
  error: '91',
  warning: '33',
  good: '32',
  path: '36',
  call: '',
  pid: '2',
  time: '2',
  number: '2',
  heading: '1',
  link: '4',
  match: '30;43',
  cursor: '7',
  frame: '2',
  'frame-focused': '36',
  key: '1',
};

/** Readable on white: no yellow, no cyan, nothing bright. */
const LIGHT: Palette = { ...DARK, error: '31', warning: '35', path: '34', match: '30;43', 'frame-focused': '34' };

/** Weight, underline and inverse only. */
const NONE: Palette = {
  ...DARK,
  error: '1',
  warning: '',
  good: '',
  path: '',
  match: '4',
  'frame-focused': '1',
  key: '1',
};

const PALETTES: Readonly<Record<ThemeName, Palette>> = { dark: DARK, light: LIGHT, none: NONE };

export interface Theme {
  readonly name: ThemeName;
  /** SGR parameters of a style. */
  sgr(style: StyleName | ChromeStyle): string;
  /** Number of the look for the painter. */
  look(style: StyleName | ChromeStyle): number;
}

export function themeOf(name: ThemeName): Theme {
  const palette = PALETTES[name];
  const looks = new Map<string, number>();
  return {
    name,
    sgr: (style) => palette[style],
    look(style) {
      const known = looks.get(style);
      if (known !== undefined) return known;
      const look = lookOfSgr(palette[style]);
      looks.set(style, look);
      return look;
    },
  };
}
