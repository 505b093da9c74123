// How much memory each call costs, from samples of a running session: the slope of the line that fits best.

/**
 * @param {readonly { calls: number, bytes: number }[]} samples
 * @returns {number} bytes per million calls, by least squares; NaN where no line can be drawn
 */
export function growthPerMillion(samples) {
  const mean = (key) => samples.reduce((sum, sample) => sum + sample[key], 0) / samples.length;
  const [calls, bytes] = [mean('calls'), mean('bytes')];
  const spread = samples.reduce((sum, sample) => sum + (sample.calls - calls) ** 2, 0);
  const together = samples.reduce((sum, sample) => sum + (sample.calls - calls) * (sample.bytes - bytes), 0);
  return spread === 0 ? Number.NaN : (together / spread) * 1e6;
}
