// One argument of a call in words: its name, and what each flag in it asks for.
import type { CallWords } from '../../knowledge/calls.ts';
import { flagWords } from '../../knowledge/calls.ts';
import type { RawText } from '../../model/raw-text.ts';

export interface ArgumentWords {
  /** As the man page names it; its number from 1 where that is not known. */
  readonly name: string;
  /** strace's own text, without the name that strace itself put before it (`flags=…`, as for clone). */
  readonly text: string;
  /** Flags and constants in it that have a meaning, in their order. */
  readonly flags: readonly { readonly flag: string; readonly means: string }[];
}

const OWN_NAME = /^([a-z_]\w*)=(?!=)/;
const CONSTANT = /\b[A-Z][A-Z0-9]*_[A-Z0-9_]+\b|\bSIG[A-Z0-9]+\b/g;

export function argumentWords(argument: RawText, index: number, words: CallWords | null): ArgumentWords {
  const own = OWN_NAME.exec(argument)?.[1];
  const text = own === undefined ? argument : argument.slice(own.length + 1);
  return { name: own ?? words?.args[index] ?? String(index + 1), text, flags: flagsIn(text) };
}

/** Outside strings: what a program writes may look like flags. */
function flagsIn(text: string): ArgumentWords['flags'] {
  const bare = text.replace(/"[^"\\]*(?:\\.[^"\\]*)*"/g, '""');
  const seen = new Set(bare.match(CONSTANT) ?? []);
  return [...seen].flatMap((flag) => {
    const means = flagWords(flag);
    return means === null ? [] : [{ flag, means }];
  });
}
