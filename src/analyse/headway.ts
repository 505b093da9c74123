// How far a diagnosis is. Nobody knows beforehand what will have to be looked at: each piece takes a share of what is left.

export class Headway {
  private readonly tell: (part: number) => void;
  /** Of the piece that is at work, 0..1 of the whole. */
  private from = 0;
  private at = 0;
  private to = 1;

  /** @param tell is given what part is done, 0..1, rising */
  constructor(tell: (part: number) => void = () => {}) {
    this.tell = tell;
  }

  /** Works on a piece. @param share how much of what is left of its surroundings it takes, 0..1: about its share of the time */
  within<T>(share: number, work: () => T): T {
    const { from, at, to } = this;
    const end = at + share * (to - at);
    this.from = at;
    this.to = end;
    const result = work();
    this.from = from;
    this.to = to;
    this.moved(end);
    return result;
  }

  /** What part of the piece that is at work is done, 0..1. */
  reached(part: number): void {
    this.moved(this.from + part * (this.to - this.from));
  }

  private moved(at: number): void {
    if (at <= this.at) return;
    this.at = at;
    this.tell(at);
  }
}
