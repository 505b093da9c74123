// What happens when nobody reads our output any more.
import { EXIT } from './exit-status.ts';

/** `whytrace … | head`: the reader has gone, and nobody is left to be told. For commands that write to `process.stdout`. */
export function endWithReader(): void {
  process.stdout.on('error', (error: NodeJS.ErrnoException) => process.exit(error.code === 'EPIPE' ? EXIT.noFault : EXIT.ownFailure));
}
