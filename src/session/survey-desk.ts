// Surveys at work in the analyst's thread: in slices, so that a message, a diagnosis or a cancellation is never far. The newest question goes first:
// it is what the person looks at.
import type { SurveyAnswer, Surveying } from '../model/survey.ts';
import type { FromAnalyst } from './messages.ts';

const SLICE_MS = 8;

interface Job {
  readonly id: number;
  readonly start: () => Surveying<SurveyAnswer>;
  /** null before its first slice. */
  work: Surveying<SurveyAnswer> | null;
}

export class SurveyDesk {
  private readonly post: (message: FromAnalyst) => void;
  private jobs: readonly Job[] = [];
  private scheduled = false;
  private onIdle: (() => void) | null = null;

  constructor(post: (message: FromAnalyst) => void) {
    this.post = post;
  }

  begin(id: number, start: () => Surveying<SurveyAnswer>): void {
    this.jobs = [...this.jobs, { id, start, work: null }];
    this.schedule();
  }

  cancel(id: number): void {
    this.jobs = this.jobs.filter((job) => job.id !== id);
  }

  cancelAll(): void {
    this.jobs = [];
    this.onIdle = null;
  }

  /** Calls back once, when no survey is at work: what takes seconds in one piece lets a person's question go first. */
  whenIdle(callBack: () => void): void {
    this.onIdle = callBack;
    this.schedule();
  }

  /** Works on the newest for a slice. @returns whether any is left */
  work(): boolean {
    const job = this.jobs.at(-1);
    if (job !== undefined) this.slice(job);
    return this.jobs.length > 0;
  }

  private schedule(): void {
    if (this.scheduled) return;
    this.scheduled = true;
    setImmediate(() => {
      this.scheduled = false;
      if (this.work()) this.schedule();
      else this.idle();
    });
  }

  private idle(): void {
    const { onIdle } = this;
    this.onIdle = null;
    onIdle?.();
  }

  private slice(job: Job): void {
    try {
      job.work ??= job.start();
      for (const until = performance.now() + SLICE_MS; ; ) {
        const step = job.work.next();
        if (step.done === true) {
          this.cancel(job.id);
          this.post({ kind: 'survey', id: job.id, reply: { kind: 'known', answer: step.value } });
          return;
        }
        if (performance.now() < until) continue;
        this.post({ kind: 'survey-progress', id: job.id, part: step.value });
        return;
      }
    } catch (error) {
      this.cancel(job.id);
      const sentence = error instanceof Error ? error.message : String(error);
      this.post({ kind: 'survey', id: job.id, reply: { kind: 'failed', sentence } });
    }
  }
}
