// Answers by small integers, found once each: whether a name, an errno, a path passes a test.

const UNKNOWN = 0;
const YES = 1;
const NO = 2;

export class IdAnswers {
  private answers = new Uint8Array(1024);
  private readonly ask: (id: number) => boolean;

  constructor(ask: (id: number) => boolean) {
    this.ask = ask;
  }

  /** Negative ids never pass. */
  passes(id: number): boolean {
    if (id < 0) return false;
    const answer = id < this.answers.length ? this.answers[id]! : UNKNOWN;
    return answer === UNKNOWN ? this.learn(id) : answer === YES;
  }

  private learn(id: number): boolean {
    if (id >= this.answers.length) {
      const grown = new Uint8Array(Math.max(id + 1, this.answers.length * 2));
      grown.set(this.answers);
      this.answers = grown;
    }
    const answer = this.ask(id);
    this.answers[id] = answer ? YES : NO;
    return answer;
  }
}
