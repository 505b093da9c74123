// Regular expressions as they are typed: none of them may keep a worker busy for ever.
import { setFlagsFromString } from 'node:v8';

// V8 goes on with an engine whose time grows with the text alone where an expression backtracks too often: (a+)+b on aaaa…
// See v8/src/flags/flag-definitions.h, enable_experimental_regexp_engine_on_excessive_backtracks.
setFlagsFromString('--enable-experimental-regexp-engine-on-excessive-backtracks');

/** What that engine can't do: looking around, back references, groups that are counted high or twice. */
const UNBOUNDED = /\\[1-9]|\\k<|\(\?<?[=!]|\)\{\d*,?\d{2,}|\)\{.*\)\{/;

/** @throws Error, with what is wrong with it */
export function typedPattern(text: string): RegExp {
  if (UNBOUNDED.test(text.replace(/\\[^1-9k]/g, '')))
    throw new Error('looking around, back references and groups counted {10} times or more may take for ever; leave them out');
  return new RegExp(text);
}
