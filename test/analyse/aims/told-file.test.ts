// Files of which only the words of a process tell that it could not use them.
import { expect, test } from 'vitest';
import { toldFileAims } from '../../../src/analyse/aims/told-file.ts';
import { inquiryOf } from '../fixtures.ts';

const lines = (said: string, between: readonly string[] = []): string[] => [
  '7 openat(AT_FDCWD, "/data/today", O_RDONLY|O_CLOEXEC) = 3',
  '7 fstat(3, {st_mode=S_IFDIR|0755, st_size=40, ...}) = 0',
  ...between,
  '7 close(3) = 0',
  `7 write(2, "${said}\\n", ${said.length + 1}) = ${said.length + 1}`,
  '7 exit_group(1) = ?',
];

test('is what the program speaks of', () => {
  expect(toldFileAims(inquiryOf(lines("IsADirectoryError: [Errno 21] Is a directory: '/data/today'")), 0)).toMatchObject([
    { errno: 'EISDIR', path: '/data/today', tries: [{ event: 0 }] },
  ]);
});

test('is none when it is listed, or when other things are spoken of', () => {
  const listed = lines("Is a directory: '/data/today'", ['7 getdents64(3, 0x55 /* 2 entries */, 32768) = 48']);
  expect(toldFileAims(inquiryOf(listed), 0)).toEqual([]);
  expect(toldFileAims(inquiryOf(lines('today: nothing to do')), 0)).toEqual([]);
});

test('a lock file that is found counts when the process says that somebody else is at work', () => {
  const found = (said: string) =>
    toldFileAims(inquiryOf(['7 access("/run/app.pid", F_OK) = 0', `7 write(2, "${said}\\n", ${said.length + 1}) = ${said.length + 1}`]), 0);
  expect(found('app: already running')).toMatchObject([{ purpose: 'lock', path: '/run/app.pid', tries: [{ event: 0 }] }]);
  expect(found('app: started')).toEqual([]);
});

const inTheWay = (said: string, seen = '{st_mode=S_IFREG|0644, st_size=2, ...}') =>
  toldFileAims(inquiryOf([`7 stat("/w/out", ${seen}) = 0`, `7 write(2, "${said}"..., 90) = 90`, '7 exit_group(1) = ?']), 0);

test('a file in the place of a directory, and one that is there already, need no failed call either', () => {
  expect(inTheWay('can\'t create directory \\"/w/out\\": fi')).toMatchObject([{ errno: 'ENOTDIR', path: '/w/out' }]);
  expect(inTheWay("fatal: destination path '/w/out' al", '{st_mode=S_IFDIR|0755, st_size=60, ...}')).toMatchObject([
    { errno: 'EEXIST', path: '/w/out' },
  ]);
});

test('what is said of another file, or of another failure, is none', () => {
  expect(inTheWay('can\'t create directory \\"/w/log\\": fi')).toEqual([]);
  expect(inTheWay('can\'t create directory \\"/w/out\\": no')).toEqual([]);
});

test('a name within another word is not named', () => {
  const lines = ['7 stat("/usr/lib/python3/re", {st_mode=S_IFDIR|0755, st_size=40, ...}) = 0', '7 openat(AT_FDCWD, "conf", O_RDONLY) = 3'];
  const said = [
    '7 fstat(3, {st_mode=S_IFDIR|0755, st_size=40, ...}) = 0',
    '7 close(3) = 0',
    '7 write(2, "IsADirectoryError: [Errno 21] Is"..., 60) = 60',
  ];
  expect(toldFileAims(inquiryOf([...lines, ...said]), 0)).toMatchObject([{ path: 'conf' }]);
});
