// What one build looked for and ran that has to do with C: compilers, headers, libraries, and the packages it compiled.
import { isCompilerName } from '../../knowledge/go-tree.ts';
import { findCommandAims } from '../aims/find-command.ts';
import { goProgram } from '../aims/go-part.ts';
import { OPEN } from '../call-names.ts';
import { baseName, failed, type Inquiry, imageAt } from '../inquiry.ts';
import { buildTools } from './build-tools.ts';

export interface CgoSide {
  /** By name: `gcc`, `cgo`, `cc1`, `ld`. */
  readonly compilers: readonly string[];
  /** Looked for along PATH by go or one of its tools, and found nowhere. */
  readonly missing: readonly string[];
  /** That a C compiler looked for in all its directories in vain. */
  readonly headers: readonly string[];
  /** `-lssl` → `ssl`. */
  readonly libraries: readonly string[];
  readonly packages: readonly string[];
}

const C_TOOLS = /^(?:cgo|cc1(?:plus)?|collect2|as|ld(?:\.\w+)?|pkg-config|pkgconf)$/;

export function cgoSide(inquiry: Inquiry): CgoSide {
  const tools = buildTools(inquiry);
  const names = tools.map(({ name }) => name);
  return {
    compilers: unique(names.filter((name) => C_TOOLS.test(name) || isCompilerName(name))),
    missing: unique(missingCompilers(inquiry)),
    headers: unique(missingHeaders(inquiry)),
    libraries: unique(tools.flatMap(({ argv }) => argv.flatMap((word) => /^-l([\w.+-]+)$/.exec(word)?.[1] ?? []))),
    packages: unique(tools.flatMap((tool) => (tool.name === 'compile' && tool.package !== null ? [tool.package] : []))),
  };
}

function missingCompilers(inquiry: Inquiry): readonly string[] {
  return inquiry.trace.processes.flatMap(({ index }) =>
    goProgram(inquiry, index) === null
      ? []
      : findCommandAims(inquiry, index).flatMap(({ command, state }) =>
          state === 'unmet' && (isCompilerName(command) || command === 'pkg-config') ? [baseName(command)] : [],
        ),
  );
}

/** Asked for by cc1 in one directory after the other, and opened in none. */
function missingHeaders(inquiry: Inquiry): readonly string[] {
  const { trace, timeline, classes, paths } = inquiry;
  return trace.processes.flatMap(({ index }) => {
    const program = baseName(imageAt(inquiry, index, Number.MAX_SAFE_INTEGER)?.path ?? '');
    if (!/^(?:cc1(?:plus)?|clang)/.test(program)) return [];
    const opened = new Set<string>();
    const missed = new Set<string>();
    for (const event of timeline.eventsOf(index)) {
      const name = paths.baseOf(event);
      if ((classes.of(event) & OPEN) === 0 || name === null || !/\.(?:h|hpp|hh)$/.test(name)) continue;
      (failed(trace, event) ? missed : opened).add(name);
    }
    return [...missed].filter((name) => !opened.has(name));
  });
}

const unique = (names: readonly string[]): readonly string[] => [...new Set(names)];
