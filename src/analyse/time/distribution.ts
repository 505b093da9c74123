// Counts durations in buckets an eighth of an octave wide: percentiles and histograms in one pass, without keeping the durations.
import type { Distribution } from '../../model/time-profile.ts';

const PER_OCTAVE = 8;
const OCTAVES = 60;

export class DurationCounts implements Distribution {
  private readonly buckets = new Uint32Array(OCTAVES * PER_OCTAVE);
  count = 0;
  maxNs = 0;

  add(ns: number): void {
    this.count += 1;
    if (ns > this.maxNs) this.maxNs = ns;
    const at = bucketOf(ns);
    this.buckets[at] = this.buckets[at]! + 1;
  }

  percentile(share: number): number {
    if (this.count === 0) return Number.NaN;
    const wanted = Math.min(this.count, Math.max(1, Math.ceil(share * this.count)));
    let seen = 0;
    for (let at = 0; at < this.buckets.length; at++) {
      seen += this.buckets[at]!;
      if (seen >= wanted) return Math.min(this.maxNs, startOf(at + 1));
    }
    return this.maxNs;
  }

  get bars(): readonly number[] {
    const bars: number[] = [];
    for (let octave = 0; octave < OCTAVES; octave++) {
      let sum = 0;
      for (let at = 0; at < PER_OCTAVE; at++) sum += this.buckets[octave * PER_OCTAVE + at]!;
      bars.push(sum);
    }
    return bars.slice(0, bars.findLastIndex((sum) => sum > 0) + 1);
  }
}

/** Exponent, then the first three binary digits behind the leading one. */
function bucketOf(ns: number): number {
  if (!(ns >= 1)) return 0;
  // clz32 counts 32 bits only: longer ones are brought down by whole octaves.
  let octaves = 0;
  let value = ns;
  while (value >= 0x8000_0000) {
    value /= 256;
    octaves += 8;
  }
  const exponent = 31 - Math.clz32(value);
  return (octaves + exponent) * PER_OCTAVE + Math.floor((value / 2 ** exponent - 1) * PER_OCTAVE);
}

const startOf = (bucket: number): number => 2 ** Math.floor(bucket / PER_OCTAVE) * (1 + (bucket % PER_OCTAVE) / PER_OCTAVE);

/** The distribution of durations that are at hand. */
export function distributionOf(durationsNs: Iterable<number>): Distribution {
  const counts = new DurationCounts();
  for (const ns of durationsNs) counts.add(ns);
  return counts;
}
