// The command line as it is typed: what reaches a command, and how mistakes are told.
import { expect, test, vi } from 'vitest';
import { runCommandLine } from '../../src/cli/command-line.ts';
import type { Actions } from '../../src/cli/commands.ts';
import { createProgram } from '../../src/cli/program.ts';

/** Runs a command line with commands that only note what they got. */
async function typed(...argv: string[]) {
  const calls: { command: string; arguments: unknown[] }[] = [];
  const names = ['startScreen', 'run', 'attach', 'open', 'diagnose', 'stats', 'export', 'demo', 'doctor', 'completion'] as const;
  const note =
    (command: string) =>
    async (...args: unknown[]) => {
      calls.push({ command, arguments: args });
      return 0;
    };
  const actions = Object.fromEntries(names.map((name) => [name, note(name)])) as unknown as Actions;
  const err = vi.spyOn(process.stderr, 'write').mockReturnValue(true);
  const out = vi.spyOn(process.stdout, 'write').mockReturnValue(true);
  const status = await runCommandLine(argv, (typed, onEnd) => createProgram(actions, typed, onEnd));
  const said = { stderr: err.mock.calls.map(([text]) => text).join(''), stdout: out.mock.calls.map(([text]) => text).join('') };
  err.mockRestore();
  out.mockRestore();
  return { status, calls, ...said };
}

test('the options of a traced command are its own', async () => {
  const { calls } = await typed('run', '--timeout', '3', 'ls', '-la', '--json');
  expect(calls[0]).toMatchObject({ command: 'run', arguments: [['ls', '-la', '--json'], { timeout: 3 }] });
});
test('-- ends our options', async () => {
  expect((await typed('run', '--', '-x', '--', 'y')).calls[0]?.arguments[0]).toEqual(['-x', '--', 'y']);
});
test('diagnose tells files from a command by --', async () => {
  expect((await typed('diagnose', 'a.txt', '--json')).calls[0]).toMatchObject({ arguments: [['a.txt'], null, { json: true }] });
  expect((await typed('diagnose', '--json', '--', 'make', '-j', '--', 'x')).calls[0]).toMatchObject({
    arguments: [[], ['make', '-j', '--', 'x'], { json: true }],
  });
});
test('-E is taken as often as it comes, in order', async () => {
  const { calls } = await typed('diagnose', '-E', 'A=1', '--env', 'B', '--clean-env', '-C', '/tmp', '--', 'x');
  expect(calls[0]?.arguments[2]).toMatchObject({ env: ['A=1', 'B'], cleanEnv: true, directory: '/tmp' });
});
test('sizes have units', async () => {
  expect((await typed('run', '--max-size', '2M', '--keep', 'newest', 'x')).calls[0]?.arguments[1]).toMatchObject({
    maxSize: 2_097_152,
    keep: 'newest',
  });
});
test('options before the command count for it', async () => {
  expect((await typed('--no-color', 'doctor')).calls[0]?.arguments[0]).toMatchObject({ color: false });
});
test('nothing at all opens the start screen', async () => expect((await typed()).calls[0]?.command).toBe('startScreen'));

test.each([
  [['diagnoze'], "unknown command 'diagnoze'; did you mean diagnose?"],
  [['ls', '-la'], "unknown command 'ls'; to trace it: whytrace run -- ls"],
  [['diagnose', '--jsn', 'x'], "unknown option '--jsn'; did you mean --json?"],
  [['stats'], "missing required argument 'file'"],
  [['export', 'x'], "required option '--to <format>' not specified"],
  [['export', '--to', 'xml', 'x'], "option '--to <format>' argument 'xml' is invalid"],
  [['diagnose', '--timeout', 'soon', 'x'], "option '--timeout <seconds>' argument 'soon' is invalid"],
  [['diagnose', '--json', '--markdown', 'x'], "option '--json' cannot be used with option '--markdown'"],
  [['attach'], "missing required argument 'pid'"],
  [['doctor', 'x'], "too many arguments for 'doctor'"],
])('wrong usage is one sentence and exit 2: %j', async (argv, sentence) => {
  const { status, stderr, stdout, calls } = await typed(...argv);
  expect(stderr).toMatch(/^whytrace: .*\n$/);
  expect(stderr).toContain(sentence);
  expect([status, stdout, calls]).toEqual([2, '', []]);
});
test('in run, where the statuses are the command’s, wrong usage is 125', async () => expect((await typed('run', '--timeot', 'x')).status).toBe(125));

test.each(['run', 'attach', 'open', 'diagnose', 'stats', 'export', 'demo', 'doctor', 'completion'])(
  '%s has --help and --version',
  async (command) => {
    const help = await typed(command, '--help');
    expect(help).toMatchObject({ status: 0, stderr: '' });
    expect(help.stdout).toContain(`Usage: whytrace ${command}`);
    const version = await typed(command, '--version');
    expect(version).toMatchObject({ status: 0, stdout: expect.stringMatching(/^\d+\.\d+\.\d+\n$/) });
  },
);
test('the help of the program names every command', async () => {
  const { stdout } = await typed('--help');
  for (const command of ['run', 'attach', 'open', 'diagnose', 'stats', 'export', 'demo', 'doctor', 'completion'])
    expect(stdout).toMatch(new RegExp(`^  ${command}\\b`, 'm'));
});
