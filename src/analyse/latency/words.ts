// Durations and shares as sentences say them.

/** `2.4 s`, `180 ms`, `0.3 ms`. */
export function durationWords(ns: number): string {
  if (ns >= 9.95e9) return `${Math.round(ns / 1e9)} s`;
  if (ns >= 1e9) return `${(ns / 1e9).toFixed(1)} s`;
  return ns >= 1e7 ? `${Math.round(ns / 1e6)} ms` : `${(ns / 1e6).toFixed(1)} ms`;
}

export const percentWords = (share: number): string => `${Math.round(share * 100)} %`;
