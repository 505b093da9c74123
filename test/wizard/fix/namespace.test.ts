// Fixes of what is no file: mounts and kernel settings, in namespaces of their own.
import { spawnSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { eachInWorld, remedy } from './world.ts';

const held = eachInWorld();
const CASE = '20261126-exec-noexec-mount-abcde';
const program = new URL('./apply-here.ts', import.meta.url).pathname;
const possible = process.geteuid?.() === 0 && spawnSync('unshare', ['-m', '-u', 'sh', '-ec', 'command -v sysctl; command -v findmnt']).status === 0;

/** Runs lines of sh in new mount and UTS namespaces; `apply` and `undo` are commands there. */
function inNamespace(commands: string[][], edits: Parameters<typeof remedy>[1], script: string): string {
  const { path, home } = held.world;
  const file = join(home, 'remedy.json');
  writeFileSync(file, JSON.stringify(remedy(commands, edits)));
  const node = `'${process.execPath}' '${program}' ${CASE}`;
  const lines = `apply() { ${node} '${file}' > /dev/null; }\nundo() { ${node} > result; }\n${script}`;
  const { stdout, stderr } = spawnSync('unshare', ['-m', '-u', 'sh', '-ec', lines], { cwd: path, encoding: 'utf8' });
  expect(stderr).toBe('');
  return stdout;
}

test.runIf(possible)('a mount is remounted, and gets its options back', () => {
  const options = 'findmnt -no OPTIONS there';
  const stdout = inNamespace(
    [['mount', '-o', 'remount,exec', 'there']],
    {},
    `mkdir there; mount -t tmpfs -o noexec,nosuid t there; ${options}; apply; ${options}; undo; ${options}`,
  );
  const [before, fixed, after] = stdout.trim().split('\n');
  expect(before).toContain('noexec');
  expect(fixed).not.toContain('noexec');
  expect(fixed).toContain('nosuid');
  expect(after).toBe(before);
});

test.runIf(possible)('a kernel setting is set, and set back', () => {
  const stdout = inNamespace(
    [['sysctl', '-w', 'kernel.hostname=mended']],
    {},
    'hostname broken; apply; cat /proc/sys/kernel/hostname; undo; cat /proc/sys/kernel/hostname',
  );
  expect(stdout).toBe('mended\nbroken\n');
});

test.runIf(possible)('an edit of a kernel file is written in place, and a later change stops the undo', () => {
  const path = '/proc/sys/kernel/hostname';
  const stdout = inNamespace(
    [],
    { edits: [{ path, how: 'content', text: 'mended\n' }] },
    `hostname broken; apply; cat ${path}; hostname later; undo; cat ${path}; cat result`,
  );
  expect(stdout).toMatch(/^mended\nlater\n\{"state":"blocked"/);
});
