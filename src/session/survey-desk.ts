// Surveys at work in the analyst's thread: in slices, so that a message, a diagnosis or a cancellation is never far.
import type { SurveyAnswer, Surveying } from '../model/survey.ts';
import type { FromAnalyst } from './messages.ts';

const SLICE_MS = 20;

export class SurveyDesk {
  private readonly post: (message: FromAnalyst) => void;
  private readonly jobs = new Map<number, () => Surveying<SurveyAnswer>>();
  private current: { readonly id: number; readonly work: Surveying<SurveyAnswer> } | null = null;
  private scheduled = false;

  constructor(post: (message: FromAnalyst) => void) {
    this.post = post;
  }

  begin(id: number, start: () => Surveying<SurveyAnswer>): void {
    this.jobs.set(id, start);
    this.schedule();
  }

  cancel(id: number): void {
    this.jobs.delete(id);
    if (this.current?.id === id) this.current = null;
  }

  cancelAll(): void {
    this.jobs.clear();
    this.current = null;
  }

  private schedule(): void {
    if (this.scheduled) return;
    this.scheduled = true;
    setImmediate(() => {
      this.scheduled = false;
      this.work();
      if (this.current !== null || this.jobs.size > 0) this.schedule();
    });
  }

  private work(): void {
    const [next] = this.jobs;
    try {
      if (this.current === null && next !== undefined) {
        this.jobs.delete(next[0]);
        this.current = { id: next[0], work: next[1]() };
      }
      if (this.current !== null) this.go(this.current.id, this.current.work);
    } catch (error) {
      const id = this.current?.id ?? next![0];
      this.current = null;
      this.post({ kind: 'survey', id, reply: { kind: 'failed', sentence: error instanceof Error ? error.message : String(error) } });
    }
  }

  private go(id: number, work: Surveying<SurveyAnswer>): void {
    for (const until = performance.now() + SLICE_MS; ; ) {
      const step = work.next();
      if (step.done === true) {
        this.current = null;
        this.post({ kind: 'survey', id, reply: { kind: 'known', answer: step.value } });
        return;
      }
      if (performance.now() < until) continue;
      this.post({ kind: 'survey-progress', id, part: step.value });
      return;
    }
  }
}
