// How a key is written on the screen and in documents.
import { marksFor } from './theme/charset.ts';

/** `⏎`, `^D`, `PgUp`; words without UTF-8. */
export function keyLabel(name: string, utf8: boolean): string {
  const marks = marksFor(utf8);
  const labels: Readonly<Record<string, string>> = {
    enter: marks.enter,
    tab: marks.tab,
    'shift-tab': utf8 ? '⇤' : 'S-Tab',
    up: utf8 ? '↑' : 'Up',
    down: utf8 ? '↓' : 'Down',
    left: utf8 ? '←' : 'Left',
    right: utf8 ? '→' : 'Right',
    home: 'Home',
    end: 'End',
    'page-up': 'PgUp',
    'page-down': 'PgDn',
    f1: 'F1',
    backspace: utf8 ? '⌫' : 'BS',
  };
  return labels[name] ?? name.replace(/^ctrl-(.)$/, (_, letter: string) => `^${letter.toUpperCase()}`);
}
