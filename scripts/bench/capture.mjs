// Writes a made-up capture of any length, the same for the same length: what `strace -f -ttt -T -yy` prints of a busy parallel make.
import { closeSync, openSync, readFileSync, writeFileSync, writeSync } from 'node:fs';

export const FIRST = '/usr/bin/first-of-the-capture';

const CHUNK_BYTES = 1 << 20;
const FOLDERS = ['/usr/local/go/src/fmt', '/usr/lib/python3/yaml', '/src/node_modules/react', '/var/cache/build/a7', '/etc/ssl/certs'];
const NAMES = ['unit', 'conf', 'main', 'index', 'cache', 'abi'];
const WORKERS = 7;
/** A generation of workers lives so many lines; then others come, with other pids. */
const GENERATION_LINES = 25_000;

/**
 * @param {string} path
 * @param {number} lines exactly so many are written
 * @returns {{ calls: number, records: number, bytes: number }} an unfinished/resumed pair is one call and one record
 */
export function writeCapture(path, lines) {
  const random = randomNumbers(20_240_901);
  const file = openSync(path, 'w');
  const root = 14_242;
  let [text, bytes, calls, halves, written, micros, generation] = ['', 0, 0, 0, 0, 0, 0];
  const put = (pid, what, call = 1) => {
    micros += 40 + random(120);
    text += `${pid} ${1_795_449_247 + Math.floor(micros / 1e6)}.${String(micros % 1_000_000).padStart(6, '0')} ${what}\n`;
    written++;
    calls += call;
    if (text.length > CHUNK_BYTES) flush();
  };
  const flush = () => {
    bytes += writeSync(file, text);
    text = '';
  };
  const took = () => `<0.${String(5 + random(random(10) === 0 ? 5000 : 60)).padStart(6, '0')}>`;
  const worker = (slot) => root + generation * 41 + (slot + 1) * 3;

  put(root, `execve("${FIRST}", ["make", "-j8"], 0x7ffcc9c09e70 /* 35 vars */) = 0 ${took()}`);
  // A generation ends with 6 lines a worker, the capture with 2.
  while (written < lines - 2) {
    const end = Math.min(lines - 2, written + GENERATION_LINES);
    const room = end - written;
    const workers = room > 400 ? WORKERS : 0;
    for (let slot = 0; slot < workers; slot++) {
      put(root, `clone(child_stack=NULL, flags=CLONE_CHILD_CLEARTID|SIGCHLD, child_tidptr=0x7f1ffcda0a10) = ${worker(slot)} ${took()}`);
      put(
        worker(slot),
        `execve("/opt/bin/cc", ["cc", "-c", "${generation}.c"], 0x7ffc01 /* 35 vars */) = -1 ENOENT (No such file or directory) ${took()}`,
      );
      put(worker(slot), `execve("/usr/bin/cc", ["cc", "-c", "${generation}.c"], 0x7ffc01 /* 35 vars */) = 0 ${took()}`);
    }
    const pid = () => (workers === 0 ? root : worker(random(workers)));
    while (written < end - workers * 4 - 3) {
      const one = call(random);
      if (workers === 0 || random(100) >= 15) {
        put(pid(), `${one.name}(${one.args}) = ${one.result} ${took()}`);
      } else {
        const [slot, other] = [random(workers), call(random)];
        put(worker(slot), `${one.name}(${one.args} <unfinished ...>`);
        put(worker((slot + 1) % workers), `${other.name}(${other.args}) = ${other.result} ${took()}`);
        put(worker(slot), `<... ${one.name} resumed>) = ${one.result} ${took()}`, 0);
        halves++;
      }
    }
    while (written < end - workers * 4) put(root, `getpid() = ${root} ${took()}`);
    for (let slot = 0; slot < workers; slot++) {
      put(worker(slot), 'exit_group(0) = ?');
      put(worker(slot), '+++ exited with 0 +++', 0);
      put(root, `wait4(-1, [{WIFEXITED(s) && WEXITSTATUS(s) == 0}], 0, NULL) = ${worker(slot)} ${took()}`);
      put(root, `--- SIGCHLD {si_signo=SIGCHLD, si_code=CLD_EXITED, si_pid=${worker(slot)}, si_uid=0, si_status=0, si_utime=0, si_stime=0} ---`, 0);
    }
    generation++;
  }
  put(root, 'exit_group(2) = ?');
  put(root, '+++ exited with 2 +++', 0);
  flush();
  closeSync(file);
  return { calls, records: written - halves, bytes };
}

function call(random) {
  const path = `${FOLDERS[random(FOLDERS.length)]}/${NAMES[random(NAMES.length)]}_${random(900)}`;
  const [fd, size] = [3 + random(40), random(65_536)];
  switch (random(12)) {
    case 0:
    case 1:
      return { name: 'openat', args: `AT_FDCWD</src>, "${path}.go", O_RDONLY|O_CLOEXEC`, result: `${fd}<${path}.go>` };
    case 2:
      return { name: 'openat', args: `AT_FDCWD</src>, "${path}.h", O_RDONLY`, result: '-1 ENOENT (No such file or directory)' };
    case 3:
      return { name: 'newfstatat', args: `AT_FDCWD</src>, "${path}", 0x7ffd1c50, 0`, result: '-1 ENOENT (No such file or directory)' };
    case 4:
      return { name: 'newfstatat', args: `AT_FDCWD</src>, "${path}", {st_mode=S_IFREG|0644, st_size=${size}, ...}, 0`, result: '0' };
    case 5:
      return { name: 'read', args: `${fd}<${path}>, "\\177ELF\\2\\1\\1\\0package main\\n"..., ${size}`, result: String(size) };
    case 6:
      return { name: 'write', args: `${fd}<pipe:[${size}]>, "cc: ok\\n", 7`, result: '7' };
    case 7:
      return { name: 'mmap', args: `NULL, ${size}, PROT_READ|PROT_WRITE, MAP_PRIVATE|MAP_ANONYMOUS, -1, 0`, result: `0x7f${size.toString(16)}000` };
    case 8:
      return {
        name: 'futex',
        args: `0x7f1c${size.toString(16)}, FUTEX_WAIT_PRIVATE, 0, NULL`,
        result: '-1 EAGAIN (Resource temporarily unavailable)',
      };
    case 9:
      return { name: 'rt_sigaction', args: 'SIGRT_3, {sa_handler=SIG_DFL, sa_mask=[], sa_flags=0}, NULL, 8', result: '0' };
    default:
      return { name: 'close', args: `${fd}<${path}>`, result: '0' };
  }
}

/** The same numbers each time (xorshift32). @returns {(below: number) => number} */
function randomNumbers(seed) {
  let state = seed;
  return (below) => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    return (state >>> 0) % below;
  };
}

/**
 * The same run a second time: other pids, and one open in ten thousand fails.
 * @param {string} from a capture of {@link writeCapture}
 * @param {string} to
 */
export function writeOther(from, to) {
  const later = (pid) => String(Number(pid) + 20_000);
  let opens = 0;
  const text = readFileSync(from, 'latin1')
    .replace(/^\d+/gm, later)
    .replace(/(?<= = )\d{5,}(?= <)/g, (child) => (Number(child) < 100_000 ? later(child) : child))
    .replace(/^(.*openat\(.*\) = )(\d+<[^>]*>)(?= <)/gm, (all, call) => (++opens % 10_000 === 0 ? `${call}-1 EACCES (Permission denied)` : all));
  writeFileSync(to, text, 'latin1');
}
