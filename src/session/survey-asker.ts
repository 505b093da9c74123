// Surveys that the screen has asked for: one of a kind at a time, each answered once.
import type { FilterResult } from '../model/session.ts';
import type { SurveyAnswer, SurveyAsk, SurveyKind, Surveys } from '../model/survey.ts';
import type { SurveyReply, ToEngine } from './messages.ts';

interface Waiting {
  readonly id: number;
  part: number;
  resolve(answer: SurveyAnswer | null): void;
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
  ): Promise<Surveys[K]['answer'] | null> {
    this.cancel(kind);
    if (this.closed) return Promise.resolve(null);
    const id = ++this.ids;
    const answer = new Promise<SurveyAnswer | null>((resolve, reject) => this.waiting.set(kind, { id, part: 0, resolve, reject }));
    this.post({ kind: 'survey', id, ask: { kind, ...ask } as SurveyAsk, scope: { name: `${expression}\n${folded}`, events, length } });
    return answer as Promise<Surveys[K]['answer'] | null>;
  }

  progress(kind: SurveyKind): number | null {
    return this.waiting.get(kind)?.part ?? null;
  }

  told(id: number, part: number): void {
    for (const waiting of this.waiting.values()) if (waiting.id === id) waiting.part = part;
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
    for (const { resolve } of this.waiting.values()) resolve(null);
    this.waiting.clear();
  }

  cancel(kind: SurveyKind): void {
    const waiting = this.waiting.get(kind);
    if (waiting === undefined) return;
    this.waiting.delete(kind);
    this.post({ kind: 'cancel-survey', id: waiting.id });
    waiting.resolve(null);
  }
}
