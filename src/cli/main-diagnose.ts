// Where `whytrace diagnose FILE…` starts: a bundle of its own, since scripts call it often and it needs neither the screen nor strace.
import { runCommandLine, tellUncaught } from './command-line.ts';
import { diagnoseFiles } from './diagnose-files.ts';
import { oneSource } from './one-source.ts';
import { createDiagnose } from './program.ts';

const argv = process.argv.slice(2);
tellUncaught(argv);
process.exitCode = await runCommandLine(argv, (typed, onEnd) =>
  createDiagnose(
    async (files, command, options) => {
      oneSource(files, command, options.pid);
      return diagnoseFiles(files, options);
    },
    typed,
    onEnd,
  ),
);
