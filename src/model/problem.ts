// An expected failure that ends a command: what happened, where, and what to do, in one sentence, with its exit status.

export type ProblemCode = 'unreadable-input' | 'wrong-usage' | 'cannot-trace' | 'own-failure';

/** Thrown at the edges only; the command line prints its message behind `whytrace: ` and exits with the status for its code. */
export class Problem extends Error {
  readonly code: ProblemCode;
  /** @param sentence safe to print: names from outside have gone through `toVisible` */
  constructor(code: ProblemCode, sentence: string) {
    super(sentence);
    this.name = 'Problem';
    this.code = code;
  }

  /** By its name: each bundle of dist has this class once, and they catch one another's. */
  static override [Symbol.hasInstance](value: unknown): value is Problem {
    return value instanceof Error && value.name === 'Problem';
  }
}
