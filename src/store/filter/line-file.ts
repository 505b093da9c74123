// Where the records' lines are read.
import type { ByteSource } from '../../model/byte-source.ts';
import type { Pieces } from '../pieces.ts';

export interface LineFile {
  readonly pieces: Pieces;
  readonly source: ByteSource;
  /** Whether events and pieces follow each other as their lines do in the file: so it is in all but merged sets. */
  readonly inOrder: boolean;
}
