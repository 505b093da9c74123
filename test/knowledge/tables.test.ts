// Every other table of the analysis has the shape that the program reads.
import * as v from 'valibot';
import { expect, test } from 'vitest';
import { causeCodes } from '../../src/knowledge/causes.ts';
import { confidenceOf, confidenceTable, GROUNDS, weighedGrounds } from '../../src/knowledge/confidence.ts';
import confidence from '../../src/knowledge/confidence.yaml';
import { errnoMeaning, errnoTable } from '../../src/knowledge/errno.ts';
import errno from '../../src/knowledge/errno.yaml';
import { errnoWordsTable } from '../../src/knowledge/errno-words.ts';
import errnoWords from '../../src/knowledge/errno-words.yaml';
import { evidenceTable } from '../../src/knowledge/evidence.ts';
import evidence from '../../src/knowledge/evidence.yaml';
import { familiesTable, familyNames, familyOf } from '../../src/knowledge/families.ts';
import families from '../../src/knowledge/families.yaml';
import { goMessagesTable, readGoMessage } from '../../src/knowledge/go-messages.ts';
import goMessages from '../../src/knowledge/go-messages.yaml';
import { goTreeTable, isCompilerName, isStandardPackage } from '../../src/knowledge/go-tree.ts';
import goTree from '../../src/knowledge/go-tree.yaml';
import { mechanismCodes, mechanismsTable } from '../../src/knowledge/mechanisms.ts';
import mechanisms from '../../src/knowledge/mechanisms.yaml';
import { failuresOfStatus, netWordsTable, saysFailure, speaksOfNetwork } from '../../src/knowledge/net-words.ts';
import netWords from '../../src/knowledge/net-words.yaml';
import { NOISE_RULES, noiseTable } from '../../src/knowledge/noise.ts';
import noise from '../../src/knowledge/noise.yaml';
import { ownWordsTable } from '../../src/knowledge/own-words.ts';
import ownWords from '../../src/knowledge/own-words.yaml';
import { isStandardUtility, standardUtilitiesTable } from '../../src/knowledge/standard-utilities.ts';
import standardUtilities from '../../src/knowledge/standard-utilities.yaml';
import { alwaysReports, saysOfChild, wrappersTable } from '../../src/knowledge/wrappers.ts';
import wrappers from '../../src/knowledge/wrappers.yaml';

test.each([
  ['errno', errnoTable, errno],
  ['errno-words', errnoWordsTable, errnoWords],
  ['evidence', evidenceTable, evidence],
  ['families', familiesTable, families],
  ['go-messages', goMessagesTable, goMessages],
  ['go-tree', goTreeTable, goTree],
  ['mechanisms', mechanismsTable, mechanisms],
  ['confidence', confidenceTable, confidence],
  ['net-words', netWordsTable, netWords],
  ['noise', noiseTable, noise],
  ['standard-utilities', standardUtilitiesTable, standardUtilities],
  ['own-words', ownWordsTable, ownWords],
  ['wrappers', wrappersTable, wrappers],
] as const)('%s.yaml', (_name, schema, data) => {
  expect(v.safeParse(schema as v.GenericSchema, data).issues).toBeUndefined();
});

test('sed belongs to every system, a linter of one project does not', () => {
  expect(['sed', 'install', 'eslint'].map(isStandardUtility)).toEqual([true, true, false]);
});

test('every cause belongs to a family', () => {
  expect(causeCodes().filter((code) => !familyNames().includes(familyOf(code)))).toEqual([]);
});

test('every cause has its mechanism', () => {
  expect(causeCodes().filter((code) => !mechanismCodes().includes(code))).toEqual([]);
});

test('what speaks for a finding makes it surer, what speaks against it less sure', () => {
  for (const [ground, { side }] of Object.entries(GROUNDS)) {
    const [without, withIt] = [confidenceOf({}) ?? 0, confidenceOf({ [ground]: 1 }) ?? 0];
    if (side === 'for') expect(withIt, ground).toBeGreaterThanOrEqual(without);
    if (side === 'against') expect(withIt, ground).toBeLessThanOrEqual(without);
  }
  expect(weighedGrounds({})).toEqual([]);
});

test('noise patterns are regular expressions', () => {
  for (const { path, argument } of NOISE_RULES)
    for (const pattern of [path, argument]) if (pattern !== undefined) expect(() => new RegExp(pattern)).not.toThrow();
});

/** include/uapi/asm-generic/errno-base.h and errno.h of Linux 6.12. */
const LINUX =
  `EPERM ENOENT ESRCH EINTR EIO ENXIO E2BIG ENOEXEC EBADF ECHILD EAGAIN ENOMEM EACCES EFAULT ENOTBLK EBUSY EEXIST EXDEV ENODEV ENOTDIR EISDIR
 EINVAL ENFILE EMFILE ENOTTY ETXTBSY EFBIG ENOSPC ESPIPE EROFS EMLINK EPIPE EDOM ERANGE EDEADLK ENAMETOOLONG ENOLCK ENOSYS ENOTEMPTY ELOOP EWOULDBLOCK
 ENOMSG EIDRM ECHRNG EL2NSYNC EL3HLT EL3RST ELNRNG EUNATCH ENOCSI EL2HLT EBADE EBADR EXFULL ENOANO EBADRQC EBADSLT EDEADLOCK EBFONT ENOSTR ENODATA ETIME
 ENOSR ENONET ENOPKG EREMOTE ENOLINK EADV ESRMNT ECOMM EPROTO EMULTIHOP EDOTDOT EBADMSG EOVERFLOW ENOTUNIQ EBADFD EREMCHG ELIBACC ELIBBAD ELIBSCN ELIBMAX
 ELIBEXEC EILSEQ ERESTART ESTRPIPE EUSERS ENOTSOCK EDESTADDRREQ EMSGSIZE EPROTOTYPE ENOPROTOOPT EPROTONOSUPPORT ESOCKTNOSUPPORT EOPNOTSUPP EPFNOSUPPORT
 EAFNOSUPPORT EADDRINUSE EADDRNOTAVAIL ENETDOWN ENETUNREACH ENETRESET ECONNABORTED ECONNRESET ENOBUFS EISCONN ENOTCONN ESHUTDOWN ETOOMANYREFS ETIMEDOUT
 ECONNREFUSED EHOSTDOWN EHOSTUNREACH EALREADY EINPROGRESS ESTALE EUCLEAN ENOTNAM ENAVAIL EISNAM EREMOTEIO EDQUOT ENOMEDIUM EMEDIUMTYPE ECANCELED ENOKEY
 EKEYEXPIRED EKEYREVOKED EKEYREJECTED EOWNERDEAD ENOTRECOVERABLE ERFKILL EHWPOISON`.split(/\s+/);

test('every errno of Linux has its meaning', () => {
  expect(LINUX.filter((name) => !errnoMeaning(name)?.means)).toEqual([]);
});

test('how programs speak of the network', () => {
  expect(saysFailure('refused', 'dial tcp 127.0.0.1:80: connect: connection refused')).toBe(true);
  expect(saysFailure('refused', 'x509: certificate signed by unknown authority')).toBe(false);
  expect(failuresOfStatus('curl', 28)).toContain('timed-out');
  expect(failuresOfStatus('app', 28)).toBeNull();
  expect(speaksOfNetwork('ValueError: bad threshold in rules')).toBe(false);
});

test('an errno in words', () => {
  expect(errnoMeaning('ENOEXEC')).toMatchObject({ says: 'Exec format error', priority: 'high' });
  expect(errnoMeaning('EWHATEVER')).toBeNull();
});

test('wrappers say how their child ended', () => {
  expect(saysOfChild('make', 2, { status: 127 })).toBe(true);
  expect(saysOfChild('xargs', 123, { status: 1 })).toBe(true);
  expect(saysOfChild('xargs', 127, 'not-found')).toBe(true);
  expect(saysOfChild('timeout', 126, 'not-started')).toBe(true);
  expect(saysOfChild('env', 1, { status: 2 })).toBe(false);
  expect(alwaysReports('make', '/usr/bin/gcc')).toBe(true);
  expect(alwaysReports('go', '/usr/bin/gcc')).toBe(false);
});

test('compilers by name, with target and release', () => {
  for (const name of ['gcc', 'clang-19', 'x86_64-linux-gnu-gcc', 'aarch64-linux-musl-g++', 'gcc-12']) expect(isCompilerName(name), name).toBe(true);
  for (const name of ['git', 'go', 'pkg-config']) expect(isCompilerName(name), name).toBe(false);
});

test('packages of the standard library', () => {
  expect(isStandardPackage('net/http')).toBe(true);
  expect(isStandardPackage('encoding')).toBe(true);
  expect(isStandardPackage('myapp/util')).toBe(false);
});

test("go's own words name a cause", () => {
  expect(readGoMessage('go: go.mod requires go >= 1.99 (running go 1.26.8; GOTOOLCHAIN=local)', false)).toMatchObject({
    code: 'go/toolchain-missing',
    subject: 'go1.99',
  });
  expect(readGoMessage('cgo: C compiler "clang-19" not found: exec: "clang-19": executable file not found in $PATH', false)).toMatchObject({
    code: 'go/compiler-missing',
    subject: 'clang-19',
  });
  expect(readGoMessage('main.go:3:1: syntax error', false)).toBeNull();
});
