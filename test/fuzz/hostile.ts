// Text that programs, files and hosts can put into a capture to get out of their place: each as it would stand in a file.

/** Sequences that a terminal acts on, by what they do. */
const CONTROL: Readonly<Record<string, string>> = {
  'clears the screen': '\x1b[2J\x1b[H',
  'colours what follows': '\x1b[31mred',
  'moves the cursor up': '\x1b[5A',
  'sets the window title': '\x1b]0;owned\x07',
  'a link that is not what it says': '\x1b]8;;https://evil.example/\x1b\\https://good.example/\x1b]8;;\x1b\\',
  'writes the clipboard': '\x1b]52;c;cm0gLXJmIH4=\x07',
  'asks for an answer': '\x1b[6n\x1b[c\x1b]11;?\x07',
  'a device control string': '\x1bP+q544e\x1b\\',
  'a kitty graphic': '\x1b_Ga=T,f=100;AAAA\x1b\\',
  'a privacy message': '\x1b^hidden\x1b\\',
  'C1 as characters': '\u009b2J\u009d0;owned\u009c\u0090q\u009c',
  'another character set': '\x0e\x1b(0lqqk\x0f',
  'backspaces over what stands there': 'safe\b\b\b\bevil',
  'a carriage return over the line': 'harmless\revil',
  'a line of its own': 'one\ntwo\r\nthree',
  'tabs and the like': 'a\tb\vc\fd\x07e\x00f\x7fg',
};

/** Characters that turn text around, hide or look like nothing. */
const INVISIBLE: Readonly<Record<string, string>> = {
  'right-to-left override': 'exe.\u202egnp.\u202c',
  isolates: 'a\u2066b\u2067c\u2068d\u2069e',
  marks: 'a\u200eb\u200fc\u061cd',
  'Hebrew and Arabic letters': 'a \u05d0\u05d1\u05d2 1 \u0627\u0644\u0639 b',
  'zero-width': 'pass\u200bword\u200c\u200d\u2060\ufeff',
  'soft hyphen': 'ab\u00adcd',
  'grapheme joiner': 'a\u034fb',
  'Hangul fillers': 'a\u115f\u1160\u3164\uffa0b',
  'Mongolian and Khmer': 'a\u180b\u180c\u180d\u180e\u180f\u17b4\u17b5b',
  'variation selectors': 'a\ufe00\ufe0f\u{e0100}\u{e01ef}b',
  tags: 'a\u{e0001}\u{e0041}\u{e007f}b',
  'musical format': 'a\u{1d173}\u{1d17a}b',
  'shorthand format': 'a\u{1bca0}\u{1bca3}b',
  'interlinear annotation': 'a\ufff9b\ufffac\ufffbd',
  'line and paragraph separators': 'a\u2028b\u2029c',
  'deprecated format': 'a\u206a\u206f\u2061\u2064\u2065b',
  'unassigned, ignorable': 'a\u{e0fff}\ufff0b',
  blanks: 'a\u00a0\u1680\u2000\u2003\u2007\u2009\u200a\u202f\u205f\u3000\u2800b',
  'lone surrogates': 'a\ud800b\udfffc\udc9bd',
  noncharacters: 'a\ufffe\uffff\u{1fffe}\u{10ffff}\ufdd0b',
  'private use': 'a\ue000\u{f0000}b',
  'unassigned characters': 'a\u0378\u{1fbcb}b',
};

/** Text whose width terminals do not agree on. */
const WIDE: Readonly<Record<string, string>> = {
  CJK: '日本語の道',
  fullwidth: 'ＡＢ（％）',
  halfwidth: 'ｶﾞｷﾞﾊﾟ',
  'emoji of joined ones': '👩‍👩‍👧‍👦👨🏽‍💻🏳️‍🌈',
  flags: '🇩🇪🇫🇷🇯',
  keycaps: '1️⃣#️⃣*️⃣',
  'text and emoji presentation': '☺︎☺️⚠⚠️❤❤️',
  'skin tones': '👍🏻👍🏿🏽',
  zalgo: `z${'\u0300\u0301\u0316\u0489\u20dd'.repeat(40)}a\u0335l`,
  'a mark without a letter': '\u0301x\u20e3y',
  Hangul: '\u1112\u1161\u11ab한글',
  'Hangul of three parts over and over': `\u1100${'\u1161'.repeat(20)}`,
  Devanagari: 'क्षत्रिय नि',
  Thai: 'ที่กำ',
  Tibetan: 'ཧྐྵྨླྺྼྻྂ',
  Tamil: 'நிக்ஷோ',
  ligature: '\ufdfd\u{1242b}𒐫',
  'prepended marks': '\u0600\u0661\u{110bd}1',
  ambiguous: '±§…αБ①■△☆',
  'horizontal bars': '⸺⸻︱',
};

export const HOSTILE: readonly string[] = [...Object.values(CONTROL), ...Object.values(INVISIBLE), ...Object.values(WIDE)];
