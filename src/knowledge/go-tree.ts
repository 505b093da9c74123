// What belongs to a Go tree: see go-tree.yaml.
import * as v from 'valibot';
import table from './go-tree.yaml';

const names = v.array(v.string());
export const goTreeTable = v.strictObject({ standardLibrary: names, versionControl: names, optional: names, compilers: names });

const tree = table as v.InferOutput<typeof goTreeTable>;

const standardLibrary = new Set(tree.standardLibrary);

/** Whether an import path is one of the standard library's, or a directory above some. Internal packages come and go with releases: all count. */
export const isStandardPackage = (importPath: string): boolean =>
  standardLibrary.has(importPath) || importPath.startsWith('internal/') || tree.standardLibrary.some((known) => known.startsWith(`${importPath}/`));
export const isVersionControl = (command: string): boolean => tree.versionControl.includes(command);
/** `gcc-12`, `x86_64-linux-gnu-gcc`, `clang-19`, `aarch64-linux-musl-g++`. */
export const isCompilerName = (command: string): boolean =>
  tree.compilers.some((name) => command.replace(/-\d+(?:\.\d+)*$/, '').replace(/^(?:[\w.]+-)+(?=\w|\+)/, '') === name);
/** Programs that the go command looks for at every start, and does without. */
export const isOptionalForGo = (command: string): boolean => tree.optional.includes(command);
