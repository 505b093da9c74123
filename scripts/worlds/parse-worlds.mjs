// Reads .worlds files: each world is broken (or healthy) in one way, and says what has to be found.
//
//   ### ID: what is wrong, in a sentence
//   expect CODE SUBJECT | ANOTHER SUBJECT …   (none: a healthy run; {WORK} is where the command runs, {DIR} the directory above it; `also CODE …` are other right codes)
//   strace -f -tt                             `strace STDERR -f`: to standard error, among what the command prints
//   run WORDS, enter WORDS, env NAME="VALUE" …  bash words; enter stands before strace (prlimit, setpriv); $D is the world's directory
//   as UID · hang SECONDS · stop tree|strace|kill · stdin null|pipe|tty · slow · tracer (it fails only when traced) · needs COMMAND … · shape SHELL PIPELINE over the capture
//   setup:, mend:                             bash, up to the next block; mend undoes exactly one thing (run, enter and env see $FIXED then)
import { readFileSync } from 'node:fs';

/** @returns worlds with their fields as text; `strace` and `needs` as words */
export function parseWorlds(path) {
  const worlds = [];
  let block = null;
  for (const line of readFileSync(path, 'utf8').split('\n')) {
    const head = /^### ([\w-]+): (.+)$/.exec(line);
    const world = worlds.at(-1);
    const field = /^(\w+)(?: (.*))?$/.exec(line);
    if (head) {
      worlds.push({ id: head[1], title: head[2], setup: '', mend: '', strace: ['-f'], needs: [], run: ':', enter: '', env: '', shape: null });
      block = null;
    } else if (line === 'setup:' || line === 'mend:') block = line.slice(0, -1);
    else if (world && block) world[block] += `${line}\n`;
    else if (world && field)
      world[field[1]] = ['strace', 'needs', 'also'].includes(field[1]) ? (field[2] ?? '').split(' ').filter(Boolean) : (field[2] ?? true);
    else if (line.trim() !== '' && !line.startsWith('#')) throw new Error(`${path}: cannot read: ${line}`);
  }
  return worlds;
}

/** The answer that a world's run must get: code, subject, other right ones. */
export function expectation(world, directory) {
  if (!world.expect) return null;
  const [code, ...rest] = world.expect.replaceAll('{WORK}', `${directory}/work`).replaceAll('{DIR}', directory).split(' ');
  const [subject, ...alsoSubjects] = rest
    .join(' ')
    .split(' | ')
    .map((s) => s.trim());
  return { code, ...(world.also ? { also: world.also } : {}), ...(subject ? { subject } : {}), ...(alsoSubjects.length > 0 ? { alsoSubjects } : {}) };
}
