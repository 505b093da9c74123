// The traced command's environment, apart from strace's.
import { expect, test } from 'vitest';
import { commandEnvironment, splitEnvironment } from '../../src/capture/command-environment.ts';

test('-E sets, changes and removes', () => {
  expect(commandEnvironment({ A: '1', B: '2' }, ['A=x=y', 'B', 'C='], false)).toEqual({ A: 'x=y', C: '' });
});
test('--clean-env starts with nothing', () => expect(commandEnvironment({ A: '1' }, ['B=2'], true)).toEqual({ B: '2' }));
test('what ld.so acts on is kept from strace, and nothing is lost', () => {
  expect(splitEnvironment({ LD_PRELOAD: 'x', LD_LIBRARY_PATH: 'y', PATH: 'p', LDFLAGS: 'z' })).toEqual({
    strace: { PATH: 'p', LDFLAGS: 'z' },
    command: { LD_PRELOAD: 'x', LD_LIBRARY_PATH: 'y' },
  });
});
