// Where the command line starts. `whytrace diagnose …` starts in main-diagnose.ts.
import { actions } from './actions.ts';
import { runCommandLine, tellUncaught } from './command-line.ts';
import { endWithReader } from './end-with-reader.ts';
import { createProgram } from './program.ts';

endWithReader();
const typed = process.argv.slice(2);
tellUncaught(typed);
process.exitCode = await runCommandLine(typed, (argv, onEnd) => createProgram(actions, argv, onEnd));
