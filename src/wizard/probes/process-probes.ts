// The probes of processes, of what limits them, and of the errors that come of it.
import type { Probe } from '../probe.ts';
import { container } from './container.ts';
import { cpuThrottle } from './cpu-throttle.ts';
import { errors } from './errors.ts';
import { ioScheduler } from './io-scheduler.ts';
import { limitSource } from './limit-source.ts';
import { memoryMaps } from './memory-maps.ts';
import { processProbe } from './process.ts';

export const PROCESS_PROBES: readonly Probe[] = [processProbe, memoryMaps, container, limitSource, cpuThrottle, ioScheduler, errors];
