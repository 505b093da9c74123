// Questions to the engine that wait for their answers.

/** By number; each is answered once. */
export class Asked<T> {
  private readonly waiting = new Map<number, (answer: T) => void>();
  private next = 1;

  /** @param send gets the number that the answer must carry */
  ask(send: (id: number) => void): Promise<T> {
    const id = this.next++;
    return new Promise((resolve) => {
      this.waiting.set(id, resolve);
      send(id);
    });
  }

  answer(id: number, answer: T): void {
    this.waiting.get(id)?.(answer);
    this.waiting.delete(id);
  }

  /** Nobody will answer any more. */
  answerAll(answer: T): void {
    for (const id of [...this.waiting.keys()]) this.answer(id, answer);
  }
}
