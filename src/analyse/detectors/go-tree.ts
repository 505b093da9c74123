// The Go command's own layers: its root, standard library, tools, toolchains, compilers, and its own damaged programs.
import { isCompilerName, isVersionControl } from '../../knowledge/go-tree.ts';
import type { FindCommand, GoPart } from '../aims/aim.ts';
import { goProgram, isOfGoTree } from '../aims/go-part.ts';
import { baseName, type Inquiry, programName } from '../inquiry.ts';
import { inNoDirectory } from '../sentences.ts';
import { call, detector, type Proof } from './detector.ts';
import { contentWords, failedExec, fileOf, shown } from './started-file.ts';

const tries = (aim: GoPart | FindCommand, says: (path: string) => string): readonly Proof[] =>
  [...aim.tries]
    .reverse()
    .slice(0, 8)
    .map((t) => call(t.event, says(t.path)));

export const gorootNotFound = detector('go/goroot-not-found', 'go-part', (aim) =>
  aim.part !== 'root'
    ? null
    : {
        subject: aim.wanted,
        errno: aim.tries[0]?.errno ?? null,
        title: `go does not find its own tree: GOROOT is ${aim.wanted}, and there is no Go there`,
        proofs: tries(aim, (path) => `go looks for ${path} and does not find it`),
        parameters: { goroot: aim.wanted },
      },
);

export const gorootIncomplete = detector('go/goroot-incomplete', 'go-part', (aim, inquiry) => {
  if (aim.part !== 'standard-library' || aim.goroot === null) return null;
  const src = `${aim.goroot}/src`;
  // All of src, or of what it vendors, is missing when not even that itself, or nothing in it, was found.
  const missing =
    [src, `${src}/vendor`].find((at) => aim.wanted === at || (aim.wanted.startsWith(`${at}/`) && !anyReached(inquiry, aim, at))) ?? aim.wanted;
  return {
    subject: missing,
    errno: 'ENOENT',
    title: `the Go tree ${aim.goroot} is incomplete: ${missing} is missing`,
    proofs: tries(aim, (path) => `${path} is looked for and not found`),
    parameters: { goroot: aim.goroot },
  };
});

function anyReached(inquiry: Inquiry, aim: GoPart, src: string): boolean {
  const { trace, timeline } = inquiry;
  for (const event of timeline.eventsOf(aim.process)) {
    const path = trace.path(event);
    if ((path === src || path?.startsWith(`${src}/`)) && trace.errno(event) === null && trace.result(event) !== null) return true;
  }
  return false;
}

export const toolMissing = detector('go/tool-missing', 'go-part', (aim) =>
  aim.part !== 'tool'
    ? null
    : {
        subject: aim.wanted,
        errno: 'ENOENT',
        title: `the Go tree lacks its ${baseName(aim.wanted)} tool: ${aim.wanted} does not exist`,
        proofs: tries(aim, (path) => `go looks for its tool ${path}`),
        parameters: { tool: aim.wanted, goroot: aim.goroot ?? '' },
      },
);

/** A tool that was to be started and is not there: some releases do not look before they start it. */
export const toolNotStarted = detector('go/tool-missing', 'start-file', (aim, inquiry) => {
  if (aim.errno !== 'ENOENT' || !/\/pkg\/tool\/\w+_\w+\/[\w-]+$/.test(aim.path) || fileOf(inquiry, aim).exists === true) return null;
  return {
    subject: aim.path,
    errno: 'ENOENT',
    title: `the Go tree lacks its ${baseName(aim.path)} tool: ${aim.path} does not exist`,
    proofs: [failedExec(aim, `go starts its tool ${aim.path}, which is not there`)],
    parameters: { tool: aim.path },
  };
});

export const toolchainMissing = detector('go/toolchain-missing', 'find-command', (aim, inquiry) =>
  goProgram(inquiry, aim.process) !== 'go' || !/^go\d+(?:\.\w+)+/.test(aim.command)
    ? null
    : {
        subject: aim.command,
        errno: 'ENOENT',
        title: `go is to switch to the toolchain ${aim.command}, which is ${inNoDirectory(aim.tries.length)} of PATH`,
        proofs: tries(aim, (path) => `no toolchain at ${path}`),
        parameters: { toolchain: aim.command },
      },
);

/** The same in the module cache, where go downloads toolchains to. */
export const toolchainNotFetched = detector('go/toolchain-missing', 'go-part', (aim) =>
  aim.part !== 'toolchain'
    ? null
    : {
        subject: aim.wanted,
        errno: 'ENOENT',
        title: `go is to switch to the toolchain ${aim.wanted}, which it has not and cannot get`,
        proofs: tries(aim, (path) => `no toolchain at ${path}`),
        parameters: { toolchain: aim.wanted },
      },
);

/** cgo, the linker and go build look for a C compiler by name (CC, CXX, FC, or gcc). What else go looks for are version control programs. */
export const compilerMissing = detector('go/compiler-missing', 'find-command', (aim, inquiry) => {
  const program = goProgram(inquiry, aim.process);
  if (program === null || isVersionControl(aim.command) || /^go\d/.test(aim.command) || aim.command === 'pkg-config') return null;
  if (program === 'go' && !isCompilerName(aim.command)) return null;
  return {
    subject: aim.command,
    errno: 'ENOENT',
    title: `${programName(inquiry, aim.process)} needs the C compiler ${aim.command}, which is ${inNoDirectory(aim.tries.length)} of PATH`,
    proofs: tries(aim, (path) => `no compiler at ${path}`),
    parameters: { command: aim.command },
  };
});

/** The go command or one of its tools can't be run: not because of its mode, but because of what it consists of. */
export const corruptBinary = detector('go/corrupt-binary', 'start-file', (aim, inquiry) => {
  if (!/^E(?:NOEXEC|FAULT|INVAL|IO|LIBBAD)$/.test(aim.errno) || !isOfGoTree(inquiry, aim.process, aim.path)) return null;
  const file = fileOf(inquiry, aim);
  const content = file.content?.content ?? null;
  // A wrapper script in its place is no Go binary.
  if (content !== null && content.kind !== 'elf' && content.kind !== 'empty' && content.kind !== 'binary' && content.kind !== 'html') return null;
  return {
    subject: aim.path,
    errno: aim.errno,
    title: `the Go tree is damaged: ${aim.path} ${content?.kind === 'empty' ? 'is empty' : 'is no complete program'}`,
    proofs: [
      failedExec(aim, `the kernel cannot run ${baseName(aim.path)}`),
      ...(file.content === null
        ? []
        : [shown(file.content.by, 'content', contentWords(file.content.content), `its content: ${contentWords(file.content.content)}`)]),
    ],
    parameters: { file: aim.path },
  };
});
