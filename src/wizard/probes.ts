// Every probe by its name: what `whytrace probe` and the cards can ask. The code of each is loaded when it is asked for.
import type { Probe } from './probe.ts';
import { binaryIntegrity } from './probes/binary-integrity.ts';
import { caBundles } from './probes/ca-bundles.ts';
import { cgoSides } from './probes/cgo-sides.ts';
import { commandLookup } from './probes/command-lookup.ts';
import { elf } from './probes/elf.ts';
import { goBuildTools } from './probes/go-build-tools.ts';
import { goInstallsProbe } from './probes/go-installs.ts';
import { goProxy } from './probes/go-proxy.ts';
import { goRequests } from './probes/go-requests.ts';
import { goRuntime } from './probes/go-runtime.ts';
import { goSettings } from './probes/go-settings.ts';
import { goToolchain } from './probes/go-toolchain.ts';
import { gorootSearchProbe } from './probes/goroot-search.ts';
import { libraryPackage } from './probes/library-package.ts';
import { pathByShell } from './probes/path-by-shell.ts';
import { pathOrigin } from './probes/path-origin.ts';
import { pathSafety } from './probes/path-safety.ts';
import { PROCESS_PROBES } from './probes/process-probes.ts';
import { reach } from './probes/reach.ts';
import { resolver } from './probes/resolver.ts';
import { shellNames } from './probes/shell-names.ts';
import { threadWaitsProbe } from './probes/thread-waits.ts';

/** In the order of `whytrace probe --list`. */
export const PROBES: readonly Probe[] = [
  commandLookup,
  pathByShell,
  pathOrigin,
  pathSafety,
  shellNames,
  elf,
  libraryPackage,
  binaryIntegrity,
  ...PROCESS_PROBES,
  goInstallsProbe,
  goSettings,
  goToolchain,
  gorootSearchProbe,
  goBuildTools,
  goRequests,
  cgoSides,
  goRuntime,
  threadWaitsProbe,
  resolver,
  reach,
  goProxy,
  caBundles,
];

export const probeNamed = (name: string): Probe | null => PROBES.find((probe) => probe.name === name) ?? null;
