// Runs a command in a real pty with a headless terminal behind it, as a person at a keyboard would: keys in, screens out.
import { spawnSync } from 'node:child_process';
import { closeSync, constants, existsSync, mkdtempSync, openSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { type IPty, spawn } from '@lydell/node-pty';
import { TerminalScreen } from './terminal-screen.ts';

/** The sizes at which screens are compared, columns × rows. */
export const SIZES = ['40x12', '80x24', '120x40', '200x60'] as const;

export interface StartOptions {
  /** `COLUMNSxROWS`; 80x24 when not given. */
  readonly size?: string;
  readonly cwd?: string;
  /** Added to a clean environment (PATH, a HOME of its own, TERM=xterm-256color, LANG=C.UTF-8; no CI). undefined removes a variable. */
  readonly env?: Readonly<Record<string, string | undefined>>;
  /** What the terminal says when it is asked for its background (OSC 11); `silent` terminals never answer. */
  readonly background?: 'dark' | 'light' | 'silent';
}

export interface Exit {
  readonly status: number;
  /** Number of the signal that ended it; 0 for a normal end. */
  readonly signal: number;
}

const KEYS = {
  enter: '\r',
  esc: '\x1b',
  tab: '\t',
  'shift-tab': '\x1b[Z',
  space: ' ',
  backspace: '\x7f',
  up: '\x1b[A',
  down: '\x1b[B',
  right: '\x1b[C',
  left: '\x1b[D',
  'page-up': '\x1b[5~',
  'page-down': '\x1b[6~',
  home: '\x1b[H',
  end: '\x1b[F',
  delete: '\x1b[3~',
} as const;

/** A key by name, `ctrl-x`, or a single character. */
export type Key = keyof typeof KEYS | `ctrl-${string}` | (string & {});

const WHYTRACE = fileURLToPath(new URL('../../bin/whytrace.js', import.meta.url));

/** Starts `whytrace ARGS` through bin/whytrace.js, as an installed one starts. */
export function whytrace(args: readonly string[], options: StartOptions = {}): PtySession {
  if (process.env.WHYTRACE_BUILD_ERROR !== undefined) throw new Error(`dist could not be built: ${process.env.WHYTRACE_BUILD_ERROR}`);
  return start([WHYTRACE, ...args], options);
}

/** Starts any command in a pty. Call {@link PtySession.close} at the end, or write `using session = start(…)`. */
export const start = (argv: readonly string[], options: StartOptions = {}): PtySession => new PtySession(argv, options);

export class PtySession {
  readonly #pty: IPty;
  readonly #terminal: TerminalScreen;
  readonly #home = mkdtempSync(join(tmpdir(), 'whytrace-home-'));
  /** Our own hold on the slave side, so that its settings can be read when the command has ended. */
  #slave: number | null;
  #settings = '';
  #exit: Exit | null = null;

  constructor([file = '', ...args]: readonly string[], { size = '80x24', cwd, env = {}, background = 'dark' }: StartOptions) {
    const [columns = 80, rows = 24] = size.split('x').map(Number);
    const environment = { PATH: process.env.PATH, HOME: this.#home, LANG: 'C.UTF-8', TERM: 'xterm-256color', ...env };
    this.#pty = spawn(file, args, {
      name: environment.TERM,
      cols: columns,
      rows,
      cwd: cwd ?? this.#home,
      env: Object.fromEntries(Object.entries(environment).filter(([, value]) => value !== undefined)),
    });
    this.#slave = openSync((this.#pty as IPty & { readonly ptsName: string }).ptsName, constants.O_RDWR | constants.O_NOCTTY);
    this.#terminal = new TerminalScreen(columns, rows, background, (answer) => this.#pty.write(answer));
    this.#pty.onData((data) => this.#terminal.write(data));
    this.#pty.onExit(({ exitCode, signal }) => {
      this.#exit = { status: exitCode, signal: signal ?? 0 };
    });
    void this.#letGoAtEnd();
  }

  /** Of the command itself. */
  get pid(): number {
    return this.#pty.pid;
  }

  /** All that was sent to the terminal so far, as it was. */
  get sent(): string {
    return this.#terminal.sent;
  }

  /** Presses keys one after the other, each as an input event of its own. */
  async press(...keys: readonly Key[]): Promise<void> {
    for (const key of keys) {
      this.type(sequenceOf(key));
      // Two writes without a pause can arrive as one read.
      await sleep(15);
    }
  }

  /** Sends text at once, as a paste or fast typing does. */
  type(text: string): void {
    this.#pty.write(text);
  }

  /** A left click on a cell, from 1, in SGR coordinates. */
  click(row: number, column: number): void {
    this.type(`\x1b[<0;${column};${row}M\x1b[<0;${column};${row}m`);
  }

  /** Lines of the screen without blanks at their ends. */
  screen(): readonly string[] {
    return this.#terminal.lines();
  }

  /** The whole screen as one string, for snapshots. */
  text(): string {
    return this.screen().join('\n').trimEnd();
  }

  cellAt(row: number, column: number) {
    return this.#terminal.cellAt(row, column);
  }

  /** The cursor's cell, from 1. */
  cursor() {
    return this.#terminal.cursor();
  }

  /** Waits until the screen holds a text or matches. @throws Error that shows the screen when it does not in time */
  async waitFor(wanted: string | RegExp, timeoutMs = 10_000): Promise<void> {
    const there = () => (typeof wanted === 'string' ? this.text().includes(wanted) : wanted.test(this.text()));
    await this.#until(there, timeoutMs, `${String(wanted)} did not appear`);
  }

  /** Waits until a text is gone from the screen. */
  async waitForNo(unwanted: string | RegExp, timeoutMs = 10_000): Promise<void> {
    const gone = () => (typeof unwanted === 'string' ? !this.text().includes(unwanted) : !unwanted.test(this.text()));
    await this.#until(gone, timeoutMs, `${String(unwanted)} did not go away`);
  }

  /** Waits until nothing has been sent for a while, from now on. */
  async waitForStill(stillMs = 150, timeoutMs = 10_000): Promise<void> {
    const nowMs = performance.now();
    await this.#until(() => performance.now() - Math.max(nowMs, this.#terminal.lastSentAtMs) > stillMs, timeoutMs, 'the screen did not come to rest');
  }

  async waitForExit(timeoutMs = 10_000): Promise<Exit> {
    await this.#until(() => this.#exit !== null, timeoutMs, 'the command did not end');
    await this.#terminal.settled();
    return this.#exit as Exit;
  }

  /** `0x0` is what a terminal says whose size nobody has set. */
  resize(size: string): void {
    const [columns = 80, rows = 24] = size.split('x').map(Number);
    if (columns === 0 && rows === 0) {
      spawnSync('stty', ['rows', '0', 'cols', '0'], { stdio: [this.#slave ?? 'ignore', 'ignore', 'ignore'] });
      return;
    }
    this.#terminal.resize(columns, rows);
    this.#pty.resize(columns, rows);
  }

  kill(signal: NodeJS.Signals): void {
    process.kill(this.pid, signal);
  }

  /**
   * What is out of order in the terminal: modes left on and settings not given back. Ask when the command has ended.
   * @returns [] when the terminal is as it was found
   */
  disorder(): readonly string[] {
    const found = settingsOfNew();
    const changed = singly(this.#settings).filter((setting) => !found.has(setting));
    return [...this.#terminal.disorder(), ...changed.map((setting) => `stty ${setting}`), ...(this.#settings === '' ? ['settings unknown'] : [])];
  }

  /** Closes our side of the terminal: what runs in it is not killed by us, the kernel hangs up on it. */
  hangUp(): void {
    this.#letGo();
    (this.#pty as IPty & { destroy(): void }).destroy();
  }

  /** Closes the terminal as a lost connection does (SIGHUP); ends what still runs in it. */
  close(): void {
    this.#letGo();
    if (this.#exit === null) this.#pty.kill('SIGKILL');
    rmSync(this.#home, { recursive: true, force: true, maxRetries: 3 });
  }

  [Symbol.dispose](): void {
    this.close();
  }

  /** While we hold the slave side, the pty has no end of file: reads the settings as soon as the command is gone, then lets go. */
  async #letGoAtEnd(): Promise<void> {
    while (this.#slave !== null && existsSync(`/proc/${this.#pty.pid}`)) await sleep(10);
    if (this.#slave === null) return;
    this.#settings = settingsOf(this.#slave);
    this.#letGo();
  }

  #letGo(): void {
    if (this.#slave !== null) closeSync(this.#slave);
    this.#slave = null;
  }

  async #until(there: () => boolean, timeoutMs: number, complaint: string): Promise<void> {
    const end = performance.now() + timeoutMs;
    while (!there()) {
      if (performance.now() > end) throw new Error(`${complaint} within ${timeoutMs} ms; the screen:\n${this.screen().join('\n')}`);
      await sleep(10);
    }
  }
}

/** All of `stty -a` but the size. */
const settingsOf = (terminal: number): string =>
  spawnSync('stty', ['-a'], { stdio: [terminal, 'pipe', 'ignore'], encoding: 'utf8' })
    .stdout.replace(/rows \d+; columns \d+; /, '')
    .trim();

/** `icrnl`, `-echo`, `intr = ^C`. */
const singly = (settings: string): readonly string[] => settings.match(/\w+ = [^;]+|-?\w+/g) ?? [];

let known: ReadonlySet<string> | null = null;

/** The settings of a terminal that nobody has touched. */
function settingsOfNew(): ReadonlySet<string> {
  if (known === null) {
    const untouched = spawn('sleep', ['60'], {});
    const slave = openSync((untouched as IPty & { readonly ptsName: string }).ptsName, constants.O_RDWR | constants.O_NOCTTY);
    known = new Set(singly(settingsOf(slave)));
    closeSync(slave);
    untouched.kill('SIGKILL');
  }
  return known;
}

function sequenceOf(key: Key): string {
  if (key in KEYS) return KEYS[key as keyof typeof KEYS];
  const control = /^ctrl-(.)$/.exec(key)?.[1];
  return control === undefined ? key : String.fromCharCode(control.toUpperCase().charCodeAt(0) & 0x1f);
}
