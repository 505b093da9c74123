// What happens when our output can't be written any more.
import { cannotWrite } from '../export/write-out.ts';
import { EXIT } from './exit-status.ts';

/** `whytrace … | head`: the reader has gone, and nobody is left to be told. A full disk is told. For commands that write to `process.stdout`. */
export function endWithReader(): void {
  process.stdout.on('error', (error: NodeJS.ErrnoException) => {
    // The screen has its own: a terminal that has gone (EIO) ends it in order.
    if (process.stdout.listenerCount('error') > 1) return;
    if (error.code === 'EPIPE') process.exit(EXIT.noFault);
    process.stderr.write(`whytrace: ${cannotWrite(null, error).message}\n`);
    process.exit(EXIT.usage);
  });
}
