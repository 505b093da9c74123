// The probes of processes and of what limits them.
import type { Probe } from '../probe.ts';
import { container } from './container.ts';
import { cpuThrottle } from './cpu-throttle.ts';
import { ioScheduler } from './io-scheduler.ts';
import { memoryMaps } from './memory-maps.ts';
import { processProbe } from './process.ts';

export const PROCESS_PROBES: readonly Probe[] = [processProbe, memoryMaps, container, cpuThrottle, ioScheduler];
