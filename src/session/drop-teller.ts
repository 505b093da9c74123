// Tells the engine what a live capture has dropped of its file, and how much of that the screen has let go of.
import type { EventIndex } from '../model/event.ts';
import type { LiveCapture } from '../model/live-capture.ts';
import type { Growth, ToEngine } from './messages.ts';

export class DropTeller {
  private readonly post: (message: ToEngine) => void;
  /** The engine was told that the file has lost what ends before this byte. */
  private droppedUpTo = 0;
  /** The engine was told that nothing is read here that was given up before this record. */
  private letGoBefore: EventIndex = 0;

  constructor(post: (message: ToEngine) => void) {
    this.post = post;
  }

  /** The mirror has taken over what a message told. */
  grown({ bytesRead, gone }: Growth, capture: LiveCapture | null): void {
    if (capture !== null) this.followed(capture, bytesRead);
    if (gone === null || gone.records.to <= this.letGoBefore) return;
    this.letGoBefore = gone.records.to;
    this.post({ kind: 'let-go', before: this.letGoBefore });
  }

  private followed(capture: LiveCapture, bytesRead: number): void {
    capture.hasReadUpTo?.(bytesRead);
    const offset = Math.min(capture.droppedUpTo, bytesRead);
    if (offset <= this.droppedUpTo) return;
    this.droppedUpTo = offset;
    this.post({ kind: 'dropped', offset, bytes: capture.droppedBytes });
  }
}
