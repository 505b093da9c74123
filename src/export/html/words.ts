// Numbers as a reader wants them.

/** `412 µs`, `3.1 ms`, `12 s`, `4 min 10 s`. */
export function durationWords(ns: number): string {
  if (ns < 1000) return `${Math.round(ns)} ns`;
  if (ns < 1e6) return `${short(ns / 1e3)} µs`;
  if (ns < 1e9) return `${short(ns / 1e6)} ms`;
  if (ns < 120e9) return `${short(ns / 1e9)} s`;
  return `${Math.floor(ns / 60e9)} min ${Math.round((ns % 60e9) / 1e9)} s`;
}

const short = (value: number): string => (value < 10 ? value.toFixed(1) : value.toFixed(0));

/** For SVG attributes: three digits are a tenth of a pixel on the widest screen. */
export const percent = (share: number): string => `${Math.round(share * 1e5) / 1e3}%`;
