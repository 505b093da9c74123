// Writes a made-up capture in which a third of the calls fail on paths that are not there: one program looks for its modules, in thousands of directories.
import { closeSync, openSync, writeSync } from 'node:fs';

const CHUNK_BYTES = 1 << 20;
const ENDINGS = ['.js', '.json', '.cpython-312-x86_64-linux-gnu.so', '.h', '.mjs'];

/**
 * @param {string} path
 * @param {number} rounds of three calls: a look in vain, a look that finds, a read
 * @returns {{ calls: number, bytes: number }}
 */
export function writeFailing(path, rounds) {
  const file = openSync(path, 'w');
  let [text, bytes] = ['', 0];
  const put = (micros, what) => {
    text += `4711 ${1_795_449_247 + Math.floor(micros / 1e6)}.${String(micros % 1_000_000).padStart(6, '0')} ${what}\n`;
    if (text.length > CHUNK_BYTES) flush();
  };
  const flush = () => {
    bytes += writeSync(file, text);
    text = '';
  };
  put(0, 'execve("/usr/bin/node", ["node", "main.js"], 0x7ffcc9c09e70 /* 35 vars */) = 0 <0.000216>');
  for (let round = 0; round < rounds; round++) {
    // A step that shares no factor with the number of directories: they come by turns.
    const name = `/srv/app/node_modules/package-${(round * 1237) % 5000}/lib/part_${round % 1999}`;
    const wanted = `${name}${ENDINGS[round % ENDINGS.length]}`;
    const at = round * 100 + 1;
    const missing = '= -1 ENOENT (No such file or directory) <0.000019>';
    put(
      at,
      round % 2 === 0 ? `openat(AT_FDCWD, "${wanted}", O_RDONLY|O_CLOEXEC) ${missing}` : `newfstatat(AT_FDCWD, "${wanted}", 0x7ffd12, 0) ${missing}`,
    );
    put(at + 30, `newfstatat(AT_FDCWD, "${name}/index.js", {st_mode=S_IFREG|0644, st_size=33, ...}, 0) = 0 <0.000011>`);
    put(at + 60, `read(19<${name}/index.js>, "module.exports = {}"..., 4096) = 33 <0.000009>`);
  }
  put(rounds * 100 + 100, 'exit_group(1) = ?');
  put(rounds * 100 + 200, '+++ exited with 1 +++');
  flush();
  closeSync(file);
  return { calls: rounds * 3 + 2, bytes };
}
