// Figures of a `-ff` set of thousands of files, beside what only reads them.
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { showMs, spread } from './figures.mjs';
import { installed, measured } from './whole-process.mjs';

const NAMES = ['unit', 'conf', 'main', 'index', 'cache', 'abi'];

/**
 * Writes what `strace -ff -ttt -T -o PREFIX` leaves of a parent whose children run eight at a time.
 * @param {string} folder is made
 * @param {number} files
 * @param {number} lines in all of them
 * @returns {number} bytes
 */
export function writeSet(folder, files, lines) {
  mkdirSync(folder);
  const [root, children] = [10_000, files - 1];
  const each = Math.floor((lines - children * 2) / children);
  const stamp = (micros) => `${1_795_449_247 + Math.floor(micros / 1e6)}.${String(micros % 1_000_000).padStart(6, '0')}`;
  // Eight children start together, each of them makes a call every 80 microseconds.
  const begin = (child) => Math.floor(child / 8) * (each + 2) * 80 + (child % 8) * 10 + 10;
  let [bytes, parent] = [0, ''];
  for (let child = 0; child < children; child++) {
    const pid = root + 1 + child;
    parent += `${stamp(begin(child) - 5)} clone(child_stack=NULL, flags=SIGCHLD, child_tidptr=0x7f1ffcda0a10) = ${pid} <0.000100>\n`;
    let text = `${stamp(begin(child))} execve("/usr/bin/cc", ["cc", "-c", "${child}.c"], 0x7ffc01 /* 35 vars */) = 0 <0.000300>\n`;
    for (let call = 1; call < each - 1; call++) text += `${stamp(begin(child) + call * 80)} ${lineOf(child * 31 + call * 7)}\n`;
    text += `${stamp(begin(child) + each * 80)} +++ exited with 0 +++\n`;
    writeFileSync(join(folder, `t.${pid}`), text);
    bytes += text.length;
    if (child % 8 === 7 || child === children - 1)
      for (let ended = child - (child % 8); ended <= child; ended++)
        parent += `${stamp(begin(child) + (each + 1) * 80 + (ended % 8))} wait4(-1, NULL, 0, NULL) = ${root + 1 + ended} <0.000020>\n`;
  }
  writeFileSync(join(folder, `t.${root}`), `${stamp(0)} execve("/usr/bin/make", ["make", "-j8"], 0x7ffc01 /* 35 vars */) = 0 <0.000300>\n${parent}`);
  return bytes + parent.length;
}

function lineOf(number) {
  const path = `/usr/local/src/${NAMES[number % NAMES.length]}_${number % 9001}`;
  switch (number % 6) {
    case 0:
      return `openat(AT_FDCWD</src>, "${path}.h", O_RDONLY|O_CLOEXEC) = -1 ENOENT (No such file or directory) <0.000012>`;
    case 1:
      return `openat(AT_FDCWD</src>, "${path}.h", O_RDONLY|O_CLOEXEC) = 4<${path}.h> <0.000014>`;
    case 2:
      return `read(4<${path}.h>, "#pragma once\\n#include <stdio.h>"..., 4096) = ${number % 4096} <0.000009>`;
    case 3:
      return `mmap(NULL, ${number % 65_536}, PROT_READ|PROT_WRITE, MAP_PRIVATE|MAP_ANONYMOUS, -1, 0) = 0x7f1c${(number % 65_536).toString(16)}000 <0.000007>`;
    default:
      return `close(4<${path}.h>) = 0 <0.000005>`;
  }
}

/**
 * @param {{ whytrace: string, folder: string, runs: number, isQuick: boolean }} what quick: a tenth of the lines
 * @returns {string[][]} rows of four cells
 */
export function setRows({ whytrace, folder, runs, isQuick }) {
  const set = join(folder, 'set');
  const [files, lines] = isQuick ? [500, 500_000] : [2000, 5_000_000];
  const bytes = writeSet(set, files, lines);
  const searcher = installed('rg', 'grep');
  const commands = {
    cat: ['sh', '-c', `cat ${set}/* >/dev/null`],
    ...(searcher === undefined ? {} : { search: ['sh', '-c', `${searcher} -c ' = -1 E' ${set}/* >/dev/null`] }),
    stats: [whytrace, 'stats', '--json', set],
    diagnose: [whytrace, 'diagnose', '--json', set],
  };
  const took = Object.fromEntries(Object.keys(commands).map((name) => [name, []]));
  for (let run = 0; run < runs; run++) for (const [name, command] of Object.entries(commands)) took[name].push(measured(command));
  rmSync(set, { recursive: true });
  const median = (name, key) => spread(took[name].map((one) => one[key])).median;
  const size = `${files} files, ${lines / 1e6} M lines, ${Math.round(bytes / 1e6)} MB`;
  const beside = (name) =>
    ['cat', 'search']
      .filter((peer) => took[peer] !== undefined)
      .map((peer) => `${(median(name, 'wallMs') / median(peer, 'wallMs')).toFixed(1)} × ${peer === 'cat' ? 'cat' : searcher}`)
      .join(', ');
  return ['stats', 'diagnose'].map((name) => [
    `${name} of a set: ${size}`,
    showMs(median(name, 'wallMs')),
    `${showMs(median(name, 'cpuMs'))} CPU, ${Math.round(median(name, 'mebibytes'))} MiB, ${beside(name)}`,
    isQuick ? '' : '≤ 4000 ms',
  ]);
}
