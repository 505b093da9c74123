// Where the command line starts. `whytrace diagnose …` starts in main-diagnose.ts.
import { actions } from './actions.ts';
import { runCommandLine } from './command-line.ts';
import { endWithReader } from './end-with-reader.ts';
import { createProgram } from './program.ts';

endWithReader();
process.exitCode = await runCommandLine(process.argv.slice(2), (argv, onEnd) => createProgram(actions, argv, onEnd));
