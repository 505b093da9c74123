// What the go command and its tools asked of their own tree: the root, the standard library, tools, other toolchains.

import { isStandardPackage } from '../../knowledge/go-tree.ts';
import type { EventIndex } from '../../model/event.ts';
import type { ProcessIndex } from '../../model/process.ts';
import { readStatMode } from '../../text/arguments.ts';
import { ACCESS, OPEN, STAT } from '../call-names.ts';
import { baseName, directoryOf, failed, type Inquiry, imageAt, remember } from '../inquiry.ts';
import { absoluteFrom, absolutePath } from '../place.ts';
import type { GoPart, Try } from './aim.ts';

/** `go` for the go command, `tool` for what lies in its pkg/tool, null for every other program. */
export function goProgram(inquiry: Inquiry, process: ProcessIndex): 'go' | 'tool' | null {
  const image = imageAt(inquiry, process, Number.MAX_SAFE_INTEGER);
  if (image === null) return null;
  if (/\/pkg\/tool\/\w+_\w+\/\w+$/.test(image.path)) return 'tool';
  return /^go(?:\d[\w.]*)?$/.test(baseName(image.path)) ? 'go' : null;
}

export function goPartAims(inquiry: Inquiry, process: ProcessIndex): readonly GoPart[] {
  return remember(inquiry, `go-part:${process}`, () => {
    const program = goProgram(inquiry, process);
    if (program === 'tool') return headersOf(inquiry, process);
    if (program === null) return [];
    const goroot = gorootOf(inquiry, process);
    const { trace, timeline, classes } = inquiry;
    const parts = new Map<string, GoPart & { tries: Try[] }>();
    for (const event of timeline.eventsOf(process)) {
      const bits = classes.of(event);
      if ((bits & (STAT | ACCESS | OPEN)) === 0) continue;
      const path = absolutePath(inquiry, event);
      if (path === null || path === '') continue;
      const part = partOf(path, goroot, bits);
      if (part === null) continue;
      // The parents of bin/go are tried one after the other: one search, named by its first try.
      const key = path.endsWith('/pkg/tool') ? 'root' : `${part.part}:${part.wanted}`;
      const isFile = part.part === 'root' && !failed(trace, event) && trace.args(event).some((a) => readStatMode(a)?.type === 'S_IFREG');
      const errno = failed(trace, event) ? trace.errno(event) : isFile ? 'ENOTDIR' : null;
      const before = parts.get(key);
      const tries = [...(before?.tries ?? []), { event, path, errno, bits }];
      parts.set(key, {
        kind: 'go-part',
        process,
        goroot,
        ...part,
        wanted: before?.wanted ?? part.wanted,
        tries,
        state: tries.some((t) => t.errno === null) ? 'met' : 'unmet',
      });
    }
    return [...parts.values()];
  });
}

/** What a release puts into pkg/include for the assembler (cmd/dist and `src/runtime`); it is looked for after the package's own directory. */
const GO_HEADER = /\/pkg\/include\/(?:textflag|funcdata|asm_\w+)\.h$/;

/** Header files of the tree that one of its tools opened. */
function headersOf(inquiry: Inquiry, process: ProcessIndex): readonly GoPart[] {
  const { trace, timeline, classes } = inquiry;
  return [...timeline.eventsOf(process)].flatMap((event): GoPart[] => {
    if ((classes.of(event) & OPEN) === 0 || !failed(trace, event)) return [];
    const path = absolutePath(inquiry, event) ?? '';
    if (!GO_HEADER.test(path)) return [];
    const goroot = path.slice(0, path.lastIndexOf('/pkg/include/'));
    return [
      {
        kind: 'go-part',
        process,
        state: 'unmet',
        part: 'standard-library',
        wanted: path,
        goroot,
        tries: [{ event, path, errno: trace.errno(event), bits: OPEN }],
      },
    ];
  });
}

function partOf(path: string, goroot: string | null, bits: number): Pick<GoPart, 'part' | 'wanted'> | null {
  const toolchain = /golang\.org\/toolchain(?:@|\/@v\/)v[\d.]+-(go\d[\w.]*?)\.[a-z0-9]+-[a-z0-9]+(?:\.zip)?$/.exec(path);
  if (toolchain !== null) return { part: 'toolchain', wanted: toolchain[1] ?? '' };
  // runtime/internal/sys of cmd/go: the tree is recognised by its tool directory, and by itself when GOROOT is set.
  if (path.endsWith('/pkg/tool') && (bits & STAT) !== 0) return { part: 'root', wanted: path.slice(0, -'/pkg/tool'.length) };
  if (goroot === null) return null;
  if (path === goroot && (bits & STAT) !== 0) return { part: 'root', wanted: path };
  const tool = /^\/pkg\/tool\/(\w+_\w+)\/([\w-]+)$/.exec(path.startsWith(goroot) ? path.slice(goroot.length) : '');
  if (tool !== null && (bits & (STAT | ACCESS)) !== 0) return { part: 'tool', wanted: path };
  if (path === `${goroot}/src`) return { part: 'standard-library', wanted: path };
  if (path.startsWith(`${goroot}/src/`)) {
    const inside = path.slice(goroot.length + 5);
    // Only packages of the standard library ask for what it vendors, and they cannot be built without (modload's stdVendor).
    if (/^vendor\/[^/]+\.[^/]+\/[^.]*(?:\/|$)/.test(inside) && (bits & STAT) !== 0 && !/\.\w+$/.test(inside))
      return { part: 'standard-library', wanted: path };
    // Files of a package come and go with build tags; its directory, and go.mod beside them, do not.
    const isPackage = (bits & (OPEN | STAT)) !== 0 && !/\.\w+$/.test(inside) && isStandardPackage(inside);
    return isPackage ? { part: 'standard-library', wanted: path } : null;
  }
  if (path === `${goroot}/pkg/include` || path === `${goroot}/lib` || path === `${goroot}/VERSION`) return { part: 'standard-library', wanted: path };
  return null;
}

/**
 * The tree that a go process took for its own: the go.env it reads there at start is the sign (cmd/go/internal/cfg), else the parent of the directory
 * that the program lies in.
 */
function gorootOf(inquiry: Inquiry, process: ProcessIndex): string | null {
  const { timeline, classes } = inquiry;
  let candidate: EventIndex | null = null;
  for (const event of timeline.eventsOf(process)) {
    if ((classes.of(event) & OPEN) === 0) continue;
    if (inquiry.paths.of(event)?.endsWith('/go.env')) {
      candidate = event;
      break;
    }
  }
  const read = candidate === null ? null : absolutePath(inquiry, candidate);
  if (read?.startsWith('/')) return directoryOf(read);
  const image = imageAt(inquiry, process, Number.MAX_SAFE_INTEGER);
  if (image === null) return null;
  const program = absoluteFrom(inquiry, process, image.event, image.path);
  return baseName(directoryOf(program)) === 'bin' ? directoryOf(directoryOf(program)) : null;
}

/** `bin/go`, `bin/gofmt` and what lies in pkg/tool. */
export function isOfGoTree(inquiry: Inquiry, process: ProcessIndex, path: string): boolean {
  if (/\/pkg\/tool\/\w+_\w+\/[\w-]+$/.test(path)) return true;
  if (!/\/bin\/(?:go|gofmt)$/.test(path)) return false;
  // Any other program called go would hardly lie in a directory `go…/bin` or beside a Go tree that was read.
  const root = directoryOf(directoryOf(path));
  return /^go/.test(baseName(root)) || gorootOf(inquiry, process) === root;
}
