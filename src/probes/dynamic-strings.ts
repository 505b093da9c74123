// `$ORIGIN`, `$LIB` and `$PLATFORM` in the search paths of objects: ld.so(8), "Dynamic string tokens".

export interface Tokens {
  /** The directory of the object that says it: its real one for the executable, the one it was found in for a library. */
  readonly ORIGIN: string;
  readonly LIB: string;
  readonly PLATFORM: string;
}

/** AT_PLATFORM by machine and class. */
const PLATFORMS: Readonly<Record<string, string>> = {
  'x86-64/64': 'x86_64',
  '386/32': 'i686',
  'AArch64/64': 'aarch64',
  'ARM/32': 'v7l',
  'S390/64': 'z900',
};

export const platformOf = (machine: string, elfClass: 32 | 64): string => PLATFORMS[`${machine}/${elfClass}`] ?? '';

export const expandTokens = (text: string, tokens: Tokens): string =>
  text.replace(
    /\$(?:\{(ORIGIN|LIB|PLATFORM)\}|(ORIGIN|LIB|PLATFORM)(?!\w))/g,
    (_, braced: keyof Tokens | undefined, plain: keyof Tokens | undefined) => tokens[braced ?? plain ?? 'ORIGIN'],
  );
