// What strace itself did to a call (`-e inject=`), as the notes behind its result tell.

export interface Injection {
  /** It changed the arguments in memory (poke_enter, poke_exit). */
  readonly args: boolean;
  /** It made up the result. */
  readonly result: boolean;
  /** It held the call up (delay_enter, delay_exit). */
  readonly delay: boolean;
}

/**
 * Reads `(INJECTED)`, `(INJECTED: args)`, `(INJECTED: args, retval)` and `(DELAYED)`, which may stand behind one of the others.
 * @see strace's syscall.c, print_injected_note
 */
export const readInjection = (note: string): Injection => ({
  args: note.includes('(INJECTED: args'),
  result: /\(INJECTED(?:\)|: args, retval\))/.test(note),
  delay: note.includes('(DELAYED)'),
});
