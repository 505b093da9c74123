// What a call is about, by its arguments as strace wrote them.
import { type CallTraits, PATH_LAST, PATH_MASK, PATH_NONE, PATH_SECOND } from '../parse/call-traits.ts';
import { readCStrings } from '../text/c-string.ts';

/** @param traits of the call: which of its strings is its path. Without one it is what its first descriptor leads to (`-y`). */
export function pathIn(args: string, traits: CallTraits): string | null {
  const which = traits & PATH_MASK;
  if (which !== PATH_NONE) {
    const strings = readCStrings(args).map(({ text }) => text);
    const path = which === PATH_LAST ? strings.at(-1) : which === PATH_SECOND && args.startsWith('"') ? strings[1] : strings[0];
    if (path !== undefined) return path === '' ? null : path;
  }
  return /^(?:[a-z_]\w*=)?\d+<(.*?)>(?=[, ()]|$)/.exec(args)?.[1] ?? null;
}
