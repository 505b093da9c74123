// Whether paths fit a pattern, each judged once a capture: passes over all calls of all processes ask by the path's number.
import { type Inquiry, remember } from './inquiry.ts';

const UNKNOWN = 0;
const FITS = 1;
const OTHER = 2;

/** @returns a question by {@link Trace.pathIdOf}; -1, no path, fits nothing */
export function pathsLike(inquiry: Inquiry, pattern: RegExp): (path: number) => boolean {
  return remember(inquiry, `paths-like:${pattern}`, () => {
    const { trace } = inquiry;
    let judged = new Uint8Array(1024);
    return (path) => {
      if (path < 0) return false;
      if (path >= judged.length) {
        const grown = new Uint8Array(2 ** Math.ceil(Math.log2(path + 1)));
        grown.set(judged);
        judged = grown;
      }
      // Nearly all are looked at this once: their texts are not kept.
      if (judged[path] === UNKNOWN) judged[path] = pattern.test(trace.pathText(path)) ? FITS : OTHER;
      return judged[path] === FITS;
    };
  });
}
