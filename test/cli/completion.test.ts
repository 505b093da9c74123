// Shell completion, in the shells themselves.
import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { completedCommands } from '../../src/cli/completion.ts';
import { bashCompletion } from '../../src/cli/completion-bash.ts';
import { fishCompletion } from '../../src/cli/completion-fish.ts';
import { zshCompletion } from '../../src/cli/completion-zsh.ts';

const commands = completedCommands();
const isHere = (shell: string) => spawnSync(shell, ['-c', 'exit 0']).status === 0;

/** What bash offers for a command line whose last word is being typed. */
function offered(...words: string[]): string[] {
  const script = `${bashCompletion(commands)}
COMP_WORDS=(${words.map((word) => `'${word}'`).join(' ')}); COMP_CWORD=${words.length - 1}; _whytrace; printf '%s\\n' "\${COMPREPLY[@]}"`;
  const { stdout, stderr } = spawnSync('bash', ['--norc', '-c', script], { encoding: 'utf8', cwd: '/' });
  expect(stderr).toBe('');
  return stdout.split('\n').filter((line) => line !== '');
}

test('bash completes commands', () => expect(offered('whytrace', 'd')).toEqual(['diagnose', 'diff', 'demo', 'doctor']));
test('bash completes the options of a command', () => {
  expect(offered('whytrace', 'diagnose', '--ma')).toEqual(['--markdown', '--max-size']);
  expect(offered('whytrace', 'stats', '--ma')).toEqual([]);
});
test('bash completes the values of an option', () => {
  expect(offered('whytrace', 'export', '--to', '')).toEqual(['jsonl', 'csv', 'folded', 'speedscope']);
  expect(offered('whytrace', 'run', '--user', 'ro')).toContain('root');
  expect(offered('whytrace', 'run', '-C', '/us')).toEqual(['/usr']);
});
test('bash completes files, processes and commands where they belong', () => {
  expect(offered('whytrace', 'open', '/etc/passw')).toContain('/etc/passwd');
  expect(offered('whytrace', 'attach', '1')).toContain('1');
  expect(offered('whytrace', 'run', 'moun')).toContain('mount');
  expect(offered('whytrace', 'diagnose', '--', 'moun')).toContain('mount');
  expect(offered('whytrace', 'diagnose', '--json', '--', 'ls', '/etc/passw')).toContain('/etc/passwd');
});

test('zsh reads its script and knows the commands', ({ skip }) => {
  if (!isHere('zsh')) skip('there is no zsh');
  const script = `autoload -U compinit && compinit -u -D\n${zshCompletion(commands)}\nprint -r -- $_comps[whytrace]; which _whytrace`;
  const { stdout, stderr } = spawnSync('zsh', ['-f', '-c', script], { encoding: 'utf8' });
  expect(stderr).toBe('');
  expect(stdout).toMatch(/^_whytrace\n/);
});

test('fish offers the commands', ({ skip }) => {
  if (!isHere('fish')) skip('there is no fish');
  const { stdout } = spawnSync('fish', ['--no-config', '-c', `${fishCompletion(commands)}\ncomplete -C 'whytrace di'`], { encoding: 'utf8' });
  expect(stdout).toMatch(/^diagnose\t.*\ndiff\t/);
});

// To renew one: whytrace completion bash > completions/whytrace.bash
test.each([
  ['whytrace.bash', bashCompletion],
  ['_whytrace', zshCompletion],
  ['whytrace.fish', fishCompletion],
])('completions/%s is what the program prints', (file, write) => {
  expect(readFileSync(new URL(`../../completions/${file}`, import.meta.url), 'utf8')).toBe(write(commands));
});
