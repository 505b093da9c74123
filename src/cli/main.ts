// Where the command line starts.
import { actions } from './actions.ts';
import { runCommandLine } from './command-line.ts';
import { EXIT } from './exit-status.ts';

// `whytrace … | head`: the reader has gone, and nobody is left to be told.
process.stdout.on('error', (error: NodeJS.ErrnoException) => process.exit(error.code === 'EPIPE' ? EXIT.noFault : EXIT.ownFailure));
process.exitCode = await runCommandLine(process.argv.slice(2), actions);
