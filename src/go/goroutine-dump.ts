// The dump of goroutines that the Go runtime writes on SIGQUIT, a panic or a fatal error.
export interface Goroutine {
  readonly id: number;
  /** The runtime's own word: `chan receive`, `IO wait`, `running`, `syscall`. */
  readonly state: string;
  /** How long it has been waiting, in whole minutes; 0 for less, or where it is not said. */
  readonly minutes: number;
  readonly lockedToThread: boolean;
  /** The thread (number of the runtime, no tid) that runs it; null for none, or where it is not said. */
  readonly machine: number | null;
  /** The innermost first. */
  readonly frames: readonly Frame[];
  /** The function whose `go` statement made it; null for the first one. */
  readonly createdBy: Frame | null;
}

export interface Frame {
  /** `net.(*netFD).accept`, without arguments. */
  readonly function: string;
  /** As the compiler knew it; null where the line is missing. */
  readonly file: string | null;
  readonly line: number;
}

/** Why the dump was written: `SIGQUIT: quit`, `panic: …`, `fatal error: …`; null where it does not say. */
export interface GoroutineDump {
  readonly because: string | null;
  readonly goroutines: readonly Goroutine[];
}

const HEAD = /^goroutine (\d+)(?: gp=\S+ m=(\S+)(?: mp=\S+)?)? \[([^\]]*)\]:$/;
const BECAUSE = /^(?:SIG[A-Z]+: .*|panic: .*|fatal error: .*|runtime: .*exceeds .*-byte limit)$/;
const PLACE = /^\t(.*):(\d+)(?: \+0x[0-9a-f]+)?(?: fp=.*)?$/;

/**
 * Other text around and between is passed over. The runtime prints its own goroutines only with GOTRACEBACK=system.
 * @see runtime/traceback.go goroutineheader, printcreatedby, traceback2
 */
export function parseGoroutineDump(text: string): GoroutineDump {
  const goroutines: Goroutine[] = [];
  let because: string | null = null;
  const lines = text.split('\n');
  for (let at = 0; at < lines.length; at++) {
    const line = (lines[at] ?? '').replace(/\r$/, '');
    if (goroutines.length === 0 && because === null && BECAUSE.test(line)) because = line;
    const [, id, machine, words] = HEAD.exec(line) ?? [];
    if (id === undefined || words === undefined) continue;
    const [state = '', ...more] = words.split(', ');
    const { frames, createdBy } = framesBehind(lines, at + 1);
    goroutines.push({
      id: Number(id),
      state,
      minutes: Number(more.map((word) => /^(\d+) minutes$/.exec(word)?.[1]).find((minutes) => minutes !== undefined) ?? 0),
      lockedToThread: more.includes('locked to thread'),
      machine: machine === undefined || machine === 'nil' ? null : Number(machine),
      frames,
      createdBy,
    });
  }
  return { because, goroutines };
}

function framesBehind(lines: readonly string[], start: number): Pick<Goroutine, 'frames' | 'createdBy'> {
  const frames: Frame[] = [];
  let createdBy: Frame | null = null;
  for (let at = start; at < lines.length; at++) {
    const line = (lines[at] ?? '').replace(/\r$/, '');
    if (line === '' || HEAD.test(line)) break;
    // A place without its function; "...additional frames elided...".
    if (line.startsWith('\t') || line.startsWith('...')) continue;
    const [, file = null, number = '0'] = PLACE.exec((lines[at + 1] ?? '').replace(/\r$/, '')) ?? [];
    const made = /^created by (.+?)(?: in goroutine \d+)?$/.exec(line)?.[1];
    if (made !== undefined) createdBy = { function: made, file, line: Number(number) };
    // The arguments stand in the last brackets: `main.(*T).run(0x1, {0x2?, 0x3})`.
    else if (line.endsWith(')')) frames.push({ function: line.slice(0, openingBracket(line)), file, line: Number(number) });
    if (file !== null) at++;
  }
  return { frames, createdBy };
}

/** Where the brackets begin that end the line. */
function openingBracket(line: string): number {
  let depth = 0;
  for (let at = line.length - 1; at >= 0; at--) {
    if (line[at] === ')') depth++;
    else if (line[at] === '(' && --depth === 0) return at;
  }
  return line.length;
}
