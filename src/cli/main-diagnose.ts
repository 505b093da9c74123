// Where `whytrace diagnose FILE…` starts: a bundle of its own, since scripts call it often and it needs neither the screen nor strace.
import { runCommandLine } from './command-line.ts';
import { diagnoseFiles } from './diagnose-files.ts';
import { oneSource } from './one-source.ts';
import { createDiagnose } from './program.ts';

process.exitCode = await runCommandLine(process.argv.slice(2), (typed, onEnd) =>
  createDiagnose(
    async (files, command, options) => {
      oneSource(files, command, options.pid);
      return diagnoseFiles(files, options);
    },
    typed,
    onEnd,
  ),
);
