// Opens the files of a set: plain ones by their path whenever they are read, packed ones unpacked one behind the other into one spool.
import { Problem } from '../model/problem.ts';
import { handlesOfReader } from './file-handles.ts';
import { type CaptureInput, openInput } from './open-input.ts';
import { SpoolFile } from './spool-file.ts';
import { statsOf } from './stats-of.ts';
import { partSentence } from './unreadable.ts';

/** One file of a set. */
export interface SetMember {
  readonly path: string;
  /** -1: to be opened by its path. */
  readonly fd: number;
  readonly from: number;
  readonly sizeBytes: number;
  /** Sentence: why not all of it, or nothing, could be read; null when it could. */
  readonly trouble: string | null;
}

export interface SetMembers {
  readonly members: readonly SetMember[];
  close(): void;
}

/** @throws Problem `unreadable-input` when one is not there, or none can be read: what can is read. An empty file is none: its process was killed before it did anything. */
export async function openMembers(paths: readonly string[]): Promise<SetMembers> {
  // Few are kept open: nothing that happens to them meanwhile matters then.
  const keepsOpen = paths.length <= handlesOfReader() * 2;
  const open: CaptureInput[] = [];
  const members: SetMember[] = [];
  let spool: SpoolFile | null = null;
  let first: unknown = null;
  const close = () => {
    for (const input of open) input.close();
  };
  try {
    for (const path of paths) {
      if (statsOf(path)?.size === 0) {
        members.push({ path, fd: -1, from: 0, sizeBytes: 0, trouble: null });
        continue;
      }
      let input: CaptureInput;
      let state: Awaited<ReturnType<CaptureInput['pull']>>;
      try {
        input = openInput(path, () => {
          spool ??= new SpoolFile(null);
          return spool;
        });
        state = await input.pull();
        while (!state.done) state = await input.pull();
      } catch (error) {
        members.push(unreadMember(path, error));
        first ??= error;
        continue;
      }
      const isPlain = spool === null || input.fd !== (spool as SpoolFile).fd;
      if (isPlain && !keepsOpen) input.close();
      else open.push(input);
      members.push({
        path,
        fd: isPlain && !keepsOpen ? -1 : input.fd,
        from: input.from,
        sizeBytes: state.availableBytes,
        trouble: input.trouble === null ? null : partSentence(path, input.trouble),
      });
    }
    if (first !== null && members.every(({ sizeBytes }) => sizeBytes === 0)) throw first;
  } catch (error) {
    close();
    throw error;
  }
  return { members, close };
}

/** The place of a file that is there and can't be read. @throws what `error` is about anything else */
function unreadMember(path: string, error: unknown): SetMember {
  if (!(error instanceof Problem) || statsOf(path) === null) throw error;
  return { path, fd: -1, from: 0, sizeBytes: 0, trouble: error.message };
}
