// ASCII codes that the scanners look for. In a file that imports nothing, so that the bundler writes them as numbers where they are used: in a loop
// over every byte of a capture a variable that might change would cost a look-up each.

export const RETURN = 0x0d;
export const ESCAPE = 0x1b;
export const SPACE = 0x20;
export const QUOTE = 0x22;
export const OPEN = 0x28;
export const CLOSE = 0x29;
export const STAR = 0x2a;
export const COMMA = 0x2c;
export const SLASH = 0x2f;
export const ZERO = 0x30;
export const NINE = 0x39;
export const LESS = 0x3c;
export const EQUALS = 0x3d;
export const GREATER = 0x3e;
export const BACKSLASH = 0x5c;
