// Regular expressions as they are typed: none of them may keep a worker busy for ever.
import { setFlagsFromString } from 'node:v8';

/**
 * V8 goes on with an engine whose time grows with the text alone where an expression backtracks too often: (a+)+b on aaaa…
 * See v8/src/flags/flag-definitions.h. Set when the first pattern is typed, not at the start: code that was compiled under other flags, Node's own
 * included, is compiled anew from then on, and a worker takes twice as long to start.
 */
const LINEAR_TIME = '--enable-experimental-regexp-engine-on-excessive-backtracks';

/** What that engine can't do: looking around, back references, groups that are counted high or twice. */
const UNBOUNDED = /\\[1-9]|\\k<|\(\?<?[=!]|\)\{\d*,?\d{2,}|\)\{.*\)\{/;

/** @throws Error, with what is wrong with it */
export function typedPattern(text: string): RegExp {
  if (UNBOUNDED.test(text.replace(/\\[^1-9k]/g, '')))
    throw new Error('looking around, back references and groups counted {10} times or more may take for ever; leave them out');
  setFlagsFromString(LINEAR_TIME);
  return new RegExp(text);
}
