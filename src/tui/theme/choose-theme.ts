// Which theme fits the terminal: asked for, without colour, or by the terminal's background.
import type { ThemeName } from './theme.ts';

type Env = Readonly<Record<string, string | undefined>>;

/**
 * @param colour false with `--no-color`
 * @returns the theme to begin with, and whether asking the terminal for its background could still change it
 * @see https://no-color.org; COLORFGBG is set by rxvt, Konsole and others: `15;0`, the last number is the background
 */
export function chooseTheme(env: Env, colour: boolean): { readonly name: ThemeName; readonly ask: boolean } {
  if (!colour || (env.NO_COLOR ?? '') !== '') return { name: 'none', ask: false };
  const wanted = env.WHYTRACE_THEME;
  if (wanted === 'dark' || wanted === 'light' || wanted === 'none') return { name: wanted, ask: false };
  const background = /(\d+)$/.exec(env.COLORFGBG ?? '')?.[1];
  if (background !== undefined) return { name: isLightIndex(Number(background)) ? 'light' : 'dark', ask: false };
  return { name: 'dark', ask: true };
}

/** Asks for the background colour (OSC 11); terminals that do not know it stay silent. */
export const ASK_BACKGROUND = '\x1b]11;?\x1b\\';

/** Theme for the answer to {@link ASK_BACKGROUND}, `rgb:ffff/ffff/dddd`; null when it can't be read. */
export function themeForBackground(answer: string): ThemeName | null {
  const [, red, green, blue] = /rgba?:([0-9a-f]+)\/([0-9a-f]+)\/([0-9a-f]+)/i.exec(answer) ?? [];
  if (red === undefined || green === undefined || blue === undefined) return null;
  const part = (hex: string) => Number.parseInt(hex, 16) / (16 ** hex.length - 1);
  // Perceived brightness: ITU-R BT.601.
  return 0.299 * part(red) + 0.587 * part(green) + 0.114 * part(blue) > 0.5 ? 'light' : 'dark';
}

/** 7 and 9…15 are the light ones of the 16; 8 is dark grey. */
const isLightIndex = (index: number): boolean => index === 7 || (index > 8 && index < 16);
