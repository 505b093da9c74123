// Starts a shell as a mode says and finds out what its start-up files did to PATH: it is traced, and it prints the commands that it runs.
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Problem } from '../../../model/problem.ts';
import { findStrace } from '../../../probes/strace-version.ts';
import type { ProbeRequest, ProbeRun } from '../../probe.ts';
import { isBashStartUp, startUpFiles } from './bash-files.ts';
import { OPEN_CALLS, openedFiles, printedByFile, SCRIPT_CALLS } from './opened-files.ts';
import { type KnownWords, lineOfCommand } from './path-lines.ts';
import type { ShellMode } from './shell-mode.ts';
import { earlyReturns, pathChanges, placeOf, ranLines, type ShellStart } from './start-up.ts';
import { ASH_PS4, BASH_PS4, readXtrace, type XtraceRecord, ZSH_PS4 } from './xtrace.ts';

const BEGIN = 'whytrace-path-begin:';
const END = ':whytrace-path-end';
/** Prints PATH so that it is found among what start-up files print. */
const SAY_PATH = `printf '\\n%s%s%s\\n' '${BEGIN}' "$PATH" '${END}'`;
const SECONDS = 4;
/** Large start-up files print much. */
const MOST_BYTES = 32 << 20;

/** PATH as a command has it in this mode, or why it is not known. Start-up files run as they do whenever such a shell is started. */
export async function pathIn(mode: ShellMode, request: ProbeRequest): Promise<{ path: string } | { trouble: string }> {
  const run = await request.run([mode.program, ...optionsOf(mode), '-c', SAY_PATH], { env: mode.env, timeoutSeconds: SECONDS });
  const path = saidPath(run);
  return path === null ? { trouble: troubleOf(run) } : { path };
}

/** Never rejects: what could not be found out stands in `trouble`. */
export async function startShell(mode: ShellMode, request: ProbeRequest): Promise<ShellStart> {
  const seen =
    mode.kind === 'bash' ? await startBash(mode, request) : mode.kind === 'zsh' ? await startZsh(mode, request) : await startAsh(mode, request);
  if ('trouble' in seen) return { ...NOTHING, id: mode.id, given: mode.env.PATH ?? null, trouble: seen.trouble };
  const { records, path, read, absent } = seen;
  const given = mode.env.PATH ?? null;
  const changes = pathChanges(records, given, path, mode.kind === 'ash');
  // From there on nothing is printed as we need it: what comes behind it would be taken for its work.
  const blind = changes.find(({ text }) => STOPS_TELLING.test(text));
  if (blind !== undefined)
    return {
      ...NOTHING,
      id: mode.id,
      given,
      path,
      trouble: `${placeOf(blind, mode.env.HOME)} changes what the shell prints of its commands (${blind.text})`,
    };
  return {
    id: mode.id,
    given,
    path,
    read: [...new Set([...read, ...records.flatMap(({ file }) => (file === null ? [] : [file]))])],
    absent,
    changes,
    returns: earlyReturns(records, lengthOf),
    ran: ranLines(records),
    trouble: null,
  };
}

const STOPS_TELLING = /^(?:export |readonly |typeset |declare )?PS4=|^set (?:\+\w*x|\+o xtrace)/;

const NOTHING: ShellStart = { id: '', given: null, path: null, read: [], absent: [], changes: [], returns: [], ran: new Map(), trouble: null };

type Seen =
  | { readonly records: readonly XtraceRecord[]; readonly path: string; readonly read: readonly string[]; readonly absent: readonly string[] }
  | { readonly trouble: string };

/**
 * bash does not take PS4 from the environment when it runs as root. So it is looked which files it opens by itself, and a second bash with the
 * same options reads them one after the other with PS4 set. Where that leads to another PATH, it is not believed.
 */
async function startBash(mode: ShellMode, request: ProbeRequest): Promise<Seen> {
  const options = optionsOf(mode);
  const traced = await underStrace([mode.program, ...options, '-c', SAY_PATH], OPEN_CALLS, mode, request);
  // Without strace: by the rules of its manual.
  const plain = traced ?? {
    run: await request.run([mode.program, ...options, '-c', SAY_PATH], { env: mode.env, timeoutSeconds: SECONDS }),
    text: null,
  };
  const path = saidPath(plain.run);
  if (path === null) return { trouble: troubleOf(plain.run) };
  const opened = plain.text === null ? null : openedFiles(plain.text);
  const files = startUpFiles(mode, opened);
  const driver = [
    `PS4='${BASH_PS4}'`,
    // So far away that no start-up file uses it.
    'exec 217>&2',
    'BASH_XTRACEFD=217',
    'set -x',
    ...files.map((file) => `. '${file.replaceAll("'", "'\\''")}'`),
    '{ set +x; } 2>/dev/null',
    SAY_PATH,
  ].join('\n');
  const again = await request.run([mode.program, '--norc', '--noprofile', ...options, '-c', driver], {
    env: withoutFiles(mode.env),
    timeoutSeconds: SECONDS,
    mostBytes: MOST_BYTES,
  });
  const pathAgain = saidPath(again);
  if (pathAgain !== path) return { trouble: pathAgain === null ? troubleOf(again) : 'its start-up files lead to another PATH when they are watched' };
  const absent = (opened ?? []).filter(({ path: file, isThere }) => !isThere && isBashStartUp(file, mode.env)).map(({ path: file }) => file);
  return { records: readXtrace(again.stderr.toString()), path, read: files, absent };
}

/** BASH_ENV and ENV name files that the driver reads itself. */
const withoutFiles = (env: ShellMode['env']): ShellMode['env'] =>
  Object.fromEntries(Object.entries(env).filter(([name]) => name !== 'BASH_ENV' && name !== 'ENV'));

async function startZsh(mode: ShellMode, request: ProbeRequest): Promise<Seen> {
  const env = { ...mode.env, PS4: ZSH_PS4 };
  const run = await request.run([mode.program, '-o', 'promptsubst', '-x', ...optionsOf(mode), '-c', SAY_PATH], {
    env,
    timeoutSeconds: SECONDS,
    mostBytes: MOST_BYTES,
  });
  const path = saidPath(run);
  if (path === null) return { trouble: troubleOf(run) };
  const traced = await underStrace([mode.program, ...optionsOf(mode), '-c', SAY_PATH], OPEN_CALLS, mode, request);
  const opened = openedFiles(traced?.text ?? '').filter(({ path: file }) => /\/\.?z(?:shenv|profile|shrc|login)$/.test(file));
  const there = (isThere: boolean) => opened.filter((one) => one.isThere === isThere).map(({ path: file }) => file);
  return { records: readXtrace(run.stderr.toString()), path, read: there(true), absent: there(false) };
}

/** dash tells neither file nor line: the file is the one that it reads at that moment, the line the one whose text fits. */
async function startAsh(mode: ShellMode, request: ProbeRequest): Promise<Seen> {
  if (mode.kind === 'other') return { trouble: 'this shell does not tell what its start-up files do' };
  const env: ShellMode['env'] = { ...mode.env, PS4: ASH_PS4 };
  const traced = await underStrace([mode.program, '-x', ...optionsOf(mode), '-c', SAY_PATH], SCRIPT_CALLS, { ...mode, env }, request);
  if (traced === null) return { trouble: 'this shell prints no file names, so strace is needed, and it cannot be used here' };
  const path = saidPath(traced.run);
  if (path === null) return { trouble: troubleOf(traced.run) };
  const printed = printedByFile(traced.text);
  const joined: { file: string | null; text: string }[] = [];
  for (const { file, text } of printed) {
    const last = joined.at(-1);
    // A command is written in pieces.
    if (last !== undefined && last.file === file && !text.startsWith('+')) last.text += text;
    else joined.push({ file, text });
  }
  let before = env.PATH ?? '';
  const records = joined.flatMap(({ file, text }) =>
    readXtrace(text).map((record) => {
      const line = lineIn(file, record.text, { HOME: env.HOME, PATH: before });
      before = record.path;
      return { ...record, file, line };
    }),
  );
  const opened = openedFiles(traced.text).filter(({ path: file }) => isBashStartUp(file, mode.env));
  const there = (isThere: boolean) => opened.filter((one) => one.isThere === isThere).map(({ path: file }) => file);
  return { records, path, read: there(true), absent: there(false) };
}

function lineIn(file: string | null, command: string, known: KnownWords): number | null {
  const text = file === null ? null : textOf(file);
  if (text === null) return null;
  if (!/^return(?: |$)/.test(command)) return lineOfCommand(text, command, known);
  const returns = text.split('\n').flatMap((line, index) => (/\breturn\b/.test(line) && !/^\s*#/.test(line) ? [index + 1] : []));
  return returns.length === 1 ? (returns[0] ?? null) : null;
}

const optionsOf = ({ login, interactive }: ShellMode): readonly string[] => [...(login ? ['-l'] : []), ...(interactive ? ['-i'] : [])];

/** @returns null where this host can't be traced */
async function underStrace(
  argv: readonly string[],
  calls: string,
  { env }: ShellMode,
  request: ProbeRequest,
): Promise<{ run: ProbeRun; text: string } | null> {
  let strace: string;
  try {
    strace = findStrace().path;
  } catch (error) {
    if (error instanceof Problem) return null;
    throw error;
  }
  const directory = mkdtempSync(join(tmpdir(), 'whytrace-'));
  try {
    const file = join(directory, 'shell.strace');
    const run = await request.run([strace, '-s', '65536', '-e', calls, '-o', file, ...argv], { env, timeoutSeconds: SECONDS });
    const text = textOf(file);
    // strace that may not trace has started nothing; a shell that does not come so far as to say its PATH would not do so without it.
    return text === null || !/^execve\(.* = 0$/m.test(text) ? null : { run, text };
  } finally {
    rmSync(directory, { recursive: true, force: true });
  }
}

function saidPath({ stdout }: ProbeRun): string | null {
  const text = stdout.toString();
  const at = text.lastIndexOf(BEGIN);
  const end = text.indexOf(END, at);
  return at < 0 || end < 0 ? null : text.slice(at + BEGIN.length, end);
}

function troubleOf({ trouble, status, signal, stderr }: ProbeRun): string {
  if (trouble === 'cut-off') return `it was cut off after ${SECONDS} seconds: a start-up file waits for something`;
  if (trouble !== null) return 'it could not be started';
  // Not what it printed of its commands.
  const said =
    stderr
      .toString()
      .trim()
      .split('\n')
      .findLast((line) => !line.includes('\u001e')) ?? '';
  return `it ended before its command was run (${signal ?? `status ${status}`})${said === '' ? ': a start-up file ends it or puts another program in its place (exit, exec)' : `: ${said}`}`;
}

export function textOf(file: string): string | null {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return null;
  }
}

const lengthOf = (file: string): number | null => textOf(file)?.trimEnd().split('\n').length ?? null;
