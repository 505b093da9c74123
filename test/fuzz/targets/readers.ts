// Files of a host and of Go, spoiled: every reader answers, whatever is in them, and reads no more than its budget.
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { builtWith } from '../../../src/go/build-info.ts';
import { parseEnvFile } from '../../../src/go/env-file.ts';
import { parseGcLine } from '../../../src/go/gctrace.ts';
import { versionLines } from '../../../src/go/go-mod.ts';
import { parseGoroutineDump } from '../../../src/go/goroutine-dump.ts';
import { parseInitLine } from '../../../src/go/inittrace.ts';
import { parseRuntimeTexts } from '../../../src/go/runtime-texts.ts';
import { parseSchedLine } from '../../../src/go/schedtrace.ts';
import { type ByteSource, bytesInMemory } from '../../../src/probes/bytes.ts';
import { elfDamage, zeroedCodePage } from '../../../src/probes/elf-damage.ts';
import { gnuBuildId, goBuildId, isGo } from '../../../src/probes/elf-go.ts';
import { readElfHeader } from '../../../src/probes/elf-header.ts';
import { readSections } from '../../../src/probes/elf-sections.ts';
import { fileFormat } from '../../../src/probes/file-format.ts';
import { parseLocks } from '../../../src/probes/file-locks.ts';
import { goFunctions } from '../../../src/probes/go-symbols.ts';
import { readLdSoCache } from '../../../src/probes/ld-so-cache.ts';
import { parseProcNet } from '../../../src/probes/listeners.ts';
import { parseMaps } from '../../../src/probes/memory-maps.ts';
import { parseMountinfo } from '../../../src/probes/mounts.ts';
import { parseDenials } from '../../../src/probes/policy-denials.ts';
import { parseRights } from '../../../src/probes/process-rights.ts';
import { parseLimits } from '../../../src/probes/resource-limits.ts';
import { parseAppArmorLabel } from '../../../src/probes/security-modules.ts';
import { parseStraceVersion } from '../../../src/probes/strace-version.ts';
import { parseCfsQuota, parseCpuMax, parseCpuStat } from '../../../src/text/cpu-files.ts';
import { rawBytes } from '../../../src/text/raw-bytes.ts';
import { hostsEntries, parseResolvConf } from '../../../src/wizard/probes/net/resolver-files.ts';
import { parseDiskstats, parseScheduler } from '../../../src/wizard/probes/process/disk.ts';
import { idMap, seccompMode } from '../../../src/wizard/probes/process/status.ts';
import { pathLines } from '../../../src/wizard/probes/shell/path-lines.ts';
import { readXtrace } from '../../../src/wizard/probes/shell/xtrace.ts';
import { readType } from '../../../src/wizard/probes/shell-names.ts';
import { MOST_READ_BYTES, SANE_ELFS } from '../../probes/sane-elfs.ts';
import { mutate } from '../mutate.ts';
import type { Random } from '../random.ts';
import { emptyScratch } from '../scratch.ts';
import { spoil } from '../spoil.ts';
import { must, type Target } from '../target.ts';

/** Each with a text as it should be. */
const TEXTS: readonly (readonly [read: (text: string) => unknown, ...sane: readonly string[]])[] = [
  [parseEnvFile, 'GOROOT=/usr/local/go\nGOFLAGS=-mod=mod\n# x\nGOPROXY=https://a|direct\n'],
  [versionLines, 'module a\n\ngo 1.22.1 // x\ntoolchain go1.24.1\nrequire (\n\tb v1.0.0\n)\n'],
  [parseGcLine, 'gc 1 @0.012s 2%: 0.026+0.39+0.10 ms clock, 0.21+0.88/0.52/0+0.84 ms cpu, 4->5->1 MB, 5 MB goal, 0 MB stacks, 0 MB globals, 8 P'],
  [parseInitLine, 'init internal/bytealg @0.008 ms, 0 ms clock, 0 bytes, 0 allocs'],
  [parseSchedLine, 'SCHED 1005ms: gomaxprocs=4 idleprocs=0 threads=9 spinningthreads=0 needspinning=1 idlethreads=3 runqueue=2 [0 1 2 3]'],
  [parseGoroutineDump, 'goroutine 1 [chan receive, 2 minutes]:\nmain.main()\n\t/a/main.go:7 +0x1d\ncreated by x in goroutine 7\n\t/a/b.go:1 +0x2\n'],
  [parseRuntimeTexts, 'runtime: failed to create new OS thread (have 5 already; errno=11)\nfatal error: newosproc\npanic: x [recovered]\n'],
  [parseLocks, '1: POSIX  ADVISORY  WRITE 123 08:01:131 0 EOF\n1: -> FLOCK ADVISORY READ 9 00:1f:7 0 10\n'],
  [
    (text) => parseProcNet(text, 'tcp'),
    '  sl  local_address\n   0: 0100007F:1F90 00000000:0000 0A 00000000:00000000 00:00000000 00000000  0 0 23 1\n',
  ],
  [parseMaps, '7f10-7f20 r-xp 00000000 08:01 131 /lib/a b.so (deleted)\n7ffd-7fff rw-p 0 00:00 0 [stack]\n'],
  [parseMountinfo, '36 35 98:0 /mnt1 /mnt\\0402 rw,noatime master:1 - ext3 /dev/root rw,errors=continue\n'],
  [parseDenials, 'type=AVC msg=audit(1.2:3): avc:  denied  { read } for  pid=1 comm="a" name="b" scontext=a:b:c:d tcontext=a tclass=file\n'],
  [(text) => parseRights(text, text), 'Uid:\t0\t0\t0\t0\nCapEff:\t000001ffffffffff\nSeccomp:\t2\nNoNewPrivs:\t1\n         0          0 4294967295\n'],
  [
    parseLimits,
    'Limit                     Soft Limit           Hard Limit           Units     \nMax open files            1024                 unlimited               files     \n',
  ],
  [parseAppArmorLabel, '/usr/sbin/x//y (enforce)\n'],
  [parseStraceVersion, 'strace -- version 6.1\nOptional features enabled: stack-trace=libunwind no-m32-mpers\n'],
  [parseCpuMax, '50000 100000\n', 'max 100000'],
  [(text) => parseCfsQuota(text, text), '50000\n', '-1'],
  [parseCpuStat, 'usage_usec 5\nnr_periods 7\nnr_throttled 3\nthrottled_usec 99\nthrottled_time 1\n'],
  [parseResolvConf, 'nameserver 10.0.0.1\nnameserver fe80::1%eth0\nsearch a.b c\noptions timeout:1 attempts:2 # x\n'],
  [(text) => hostsEntries(text, 'localhost'), '127.0.0.1 localhost a\n::1 localhost # x\n'],
  [(text) => parseDiskstats(text, 'sda'), '   8       0 sda 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16 17\n'],
  [parseScheduler, '[mq-deadline] kyber none\n'],
  [(text) => [idMap(text), seccompMode(text)], '         0       1000          1\nSeccomp:\t2\n'],
  [pathLines, 'export PATH="$HOME/bin:$PATH"\nPATH=/a:/b; export PATH # x\n'],
  [readXtrace, "+\x01/etc/profile\x014\x01PATH=/a\n++ x='a\nb'\n"],
  [(text) => readType(text, 'go'), "go is aliased to `x'\ngo is /usr/bin/go\ngo is a function\ngo () \n{ \n    x\n}\n"],
];

export const readers: Target = {
  name: 'readers',
  every: 2,
  try(input, random) {
    readProgram(spoil(random.pick(SANE_ELFS), random), random);
    const cache = Buffer.concat([Buffer.from(random.pick(['ld.so-1.7.0\0', 'glibc-ld.so.cache1.1'])), input.subarray(0, 600)]);
    must(Array.isArray(readLdSoCache(counted(spoil(cache, random)))), () => 'the cache of ld.so');
    for (let times = 0; times < 6; times++) {
      const [read, ...sane] = random.pick(TEXTS);
      const latin1 = mutate(random.pick(sane), random, () => Buffer.from(input).toString('latin1').slice(0, 5000));
      const found = read(Buffer.from(rawBytes(latin1)).toString(random.once(2) ? 'utf8' : 'latin1'));
      must(found === null || typeof found === 'object', () => `${typeof found} of ${JSON.stringify(latin1).slice(0, 300)}`);
    }
  },
};

function readProgram(bytes: Buffer, random: Random): void {
  const source = counted(bytes);
  const format = fileFormat(source);
  must(typeof format.kind === 'string', () => 'no format');
  if (format.kind === 'elf')
    must(
      format.elf.needed.every((name) => name.length < 4096),
      () => 'a name without an end',
    );
  const header = readElfHeader(source);
  if ('reason' in header) return;
  const damage = elfDamage(source, header);
  must(damage === null || damage.says !== '', () => 'damage without a word');
  readSections(source, header);
  zeroedCodePage(source, header);
  isGo(source, header);
  goBuildId(source, header);
  gnuBuildId(source, header);
  goFunctions(source, header);
  if (!random.once(8)) return;
  const path = join(emptyScratch(), 'program');
  writeFileSync(path, bytes);
  builtWith(path);
}

/** @throws when more is read of it than a reader may */
function counted(bytes: Buffer): ByteSource {
  const source = bytesInMemory(bytes);
  let left = MOST_READ_BYTES;
  return {
    sizeBytes: source.sizeBytes,
    read(offset, length) {
      const part = source.read(offset, length);
      left -= part.length;
      must(left >= 0, () => 'it is read again and again');
      return part;
    },
  };
}
