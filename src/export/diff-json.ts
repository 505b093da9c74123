// A comparison as JSON, `whytrace.diff/1`.
import type { Comparison } from '../model/comparison.ts';

export const diffAsJson = (comparison: Comparison): string => `${JSON.stringify(comparison, null, 2)}\n`;
