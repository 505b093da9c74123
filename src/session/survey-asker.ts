// Surveys that the screen has asked for: one of a kind at a time, each answered once.
import type { FilterResult, Headway } from '../model/session.ts';
import type { GivenUp, SurveyAnswer, SurveyAsk, SurveyKind, Surveys } from '../model/survey.ts';
import type { SurveyReply, ToEngine } from './messages.ts';

interface Waiting {
  readonly id: number;
  readonly askedAtMs: number;
  progress: Headway;
  resolve(answer: SurveyAnswer | GivenUp): void;
  reject(error: Error): void;
}

export class SurveyAsker {
  private readonly post: (message: ToEngine) => void;
  private readonly waiting = new Map<SurveyKind, Waiting>();
  private ids = 0;
  private closed = false;

  constructor(post: (message: ToEngine) => void) {
    this.post = post;
  }

  ask<K extends SurveyKind>(
    kind: K,
    ask: Surveys[K]['ask'],
    { expression, folded, events, length }: FilterResult,
  ): Promise<Surveys[K]['answer'] | GivenUp> {
    this.cancel(kind, 'left');
    if (this.closed) return Promise.resolve('left');
    const id = ++this.ids;
    const [askedAtMs, progress] = [performance.now(), { part: 0, workedMs: 0 }];
    const answer = new Promise<SurveyAnswer | GivenUp>((resolve, reject) => this.waiting.set(kind, { id, askedAtMs, progress, resolve, reject }));
    this.post({ kind: 'survey', id, ask: { kind, ...ask } as SurveyAsk, scope: { name: `${expression}\n${folded}`, events, length } });
    return answer as Promise<Surveys[K]['answer'] | GivenUp>;
  }

  progress(kind: SurveyKind): Headway | null {
    return this.waiting.get(kind)?.progress ?? null;
  }

  told(id: number, part: number): void {
    for (const waiting of this.waiting.values()) if (waiting.id === id) waiting.progress = { part, workedMs: performance.now() - waiting.askedAtMs };
  }

  answered(id: number, reply: SurveyReply): void {
    for (const [kind, waiting] of this.waiting) {
      if (waiting.id !== id) continue;
      this.waiting.delete(kind);
      if (reply.kind === 'known') waiting.resolve(reply.answer);
      else waiting.reject(new Error(reply.sentence));
    }
  }

  /** Nobody will answer any more. */
  close(): void {
    this.closed = true;
    for (const { resolve } of this.waiting.values()) resolve('left');
    this.waiting.clear();
  }

  cancel(kind: SurveyKind, because: GivenUp): void {
    const waiting = this.waiting.get(kind);
    if (waiting === undefined) return;
    this.waiting.delete(kind);
    this.post({ kind: 'cancel-survey', id: waiting.id });
    waiting.resolve(because);
  }
}
