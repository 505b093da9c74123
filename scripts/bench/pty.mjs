// Times a program on a terminal: when something is on its screen, and how long a key takes.
import { spawn } from '@lydell/node-pty';
import xterm from '@xterm/headless';

const { CI, NO_COLOR, FORCE_COLOR, ...ours } = process.env;

/** Starts a program in a pty. Times are those of the reads from the pty, in ms; the model of the screen is fed afterwards and costs nothing. */
export function openPty([file, ...args], { columns = 160, rows = 50, env = {} } = {}) {
  const startedMs = performance.now();
  const pty = spawn(file, args, { cols: columns, rows, name: 'xterm-256color', env: { ...ours, ...env } });
  const terminal = new xterm.Terminal({ cols: columns, rows, allowProposedApi: true, scrollback: 0 });
  const ended = new Promise((resolve) => pty.onExit(resolve));
  let [checks, listeners] = [[], []];
  terminal.onData((answer) => pty.write(answer));
  for (const code of [10, 11]) {
    terminal.parser.registerOscHandler(code, (data) => {
      if (data === '?') pty.write(`\x1b]${code};rgb:0000/0000/0000\x1b\\`);
      return true;
    });
  }
  pty.onData((data) => {
    const atMs = performance.now();
    for (const heard of listeners.splice(0)) heard(atMs);
    terminal.write(data, () => {
      checks = checks.filter((check) => !check(atMs));
    });
  });
  const text = () =>
    Array.from({ length: rows }, (_, row) => terminal.buffer.active.getLine(terminal.buffer.active.viewportY + row)?.translateToString(true)).join(
      '\n',
    );

  return {
    text,
    pid: pty.pid,
    /** Of `performance.now()`. */
    startedMs,
    /** @returns {Promise<number>} ms from the start until the screen matches; NaN when it does not in time */
    until(pattern, limitMs = 60_000) {
      return new Promise((resolve) => {
        const late = setTimeout(() => resolve(Number.NaN), limitMs);
        const check = (atMs) => {
          if (!pattern.test(text())) return false;
          clearTimeout(late);
          resolve(atMs - startedMs);
          return true;
        };
        if (!check(performance.now())) checks.push(check);
      });
    },
    /** @returns {Promise<number>} ms from a key to the first thing sent for it; NaN when nothing came */
    async key(sequence, restMs = 30, limitMs = 1000) {
      // It sleeps until then: what waits in a loop takes a processor from what it measures.
      const heard = new Promise((resolve) => {
        listeners.push(resolve);
        setTimeout(resolve, limitMs, Number.NaN).unref();
      });
      const atMs = performance.now();
      pty.write(sequence);
      const tookMs = (await heard) - atMs;
      await new Promise((resolve) => setTimeout(resolve, restMs));
      return tookMs;
    },
    press: (sequence) => pty.write(sequence),
    /** Waits for the program to end by itself, so long at most; then it is killed. */
    async ended(limitMs) {
      const late = setTimeout(() => pty.kill('SIGKILL'), limitMs);
      await ended;
      clearTimeout(late);
    },
    /** Ends the program and waits for its end. */
    async close() {
      pty.kill('SIGKILL');
      await ended;
    },
  };
}
