// All that is tried.
import type { Target } from '../target.ts';
import { bytes } from './bytes.ts';
import { commandLine } from './command-line.ts';
import { comparison } from './comparison.ts';
import { diagnosis } from './diagnosis.ts';
import { exports } from './exports.ts';
import { filters } from './filters.ts';
import { keptFiles } from './kept-files.ts';
import { keys } from './keys.ts';
import { packed } from './packed.ts';
import { readers } from './readers.ts';
import { reports } from './reports.ts';
import { scanners } from './scanners.ts';
import { store } from './store.ts';
import { surveys } from './surveys.ts';
import { walks } from './walks.ts';

/** About what stands in a capture: a find is kept as a fixture, and all of them look at it. */
export const CAPTURE_TARGETS: readonly Target[] = [bytes, scanners, store, filters, exports, surveys, diagnosis, reports, comparison, keys];

export const TARGETS: readonly Target[] = [...CAPTURE_TARGETS, packed, readers, commandLine, keptFiles, walks];
