// The libraries of a process, from its calls and over the host's tree.
import { expect, test } from 'vitest';
import { libraryTree } from '../../src/analyse/diagnose.ts';
import { type HostAnswers, known, type LibraryNode } from '../../src/model/answers.ts';
import { offlineAnswers } from '../../src/probes/host-answers.ts';
import { openScenario, UNKNOWN } from './fixtures.ts';

test('a missing library with every directory tried, and the rule', async () => {
  const trace = await openScenario('library-missing-direct');
  const tree = libraryTree(trace, 0, UNKNOWN, offlineAnswers);
  expect(tree).toMatchObject({ libc: 'glibc', source: 'trace', interpreter: null });
  const node = tree?.roots.find(({ soname }) => soname === 'libstore.so.1');
  expect(node).toMatchObject({ state: 'missing', path: null });
  expect(node?.tries[0]).toMatchObject({ rule: 'runpath', outcome: 'missing' });
  expect(node?.tries.at(-1)).toMatchObject({ rule: 'default', outcome: 'missing' });
});

test('a library found through the cache', async () => {
  const trace = await openScenario('ok-library');
  const app = trace.processes.find(({ execs }) => execs.some(({ path }) => path === './app'))!;
  const nodes = libraryTree(trace, app.index, UNKNOWN, offlineAnswers)?.roots;
  expect(nodes?.map(({ soname, state, rule }) => [soname, state, rule])).toEqual([
    ['libstore.so.1', 'loaded', 'runpath'],
    ['libc.so.6', 'loaded', expect.stringMatching(/cache|runpath/)],
  ]);
});

test('the host says who needs what, the capture what happened', async () => {
  const trace = await openScenario('library-missing-direct');
  const leaf: LibraryNode = {
    soname: 'libstore.so.1',
    neededBy: 'app',
    state: 'loaded',
    path: '/now/there',
    rule: 'runpath',
    tries: [],
    package: null,
    needs: [],
  };
  const answers: HostAnswers = {
    ...offlineAnswers,
    libraryTree: (executable) =>
      known({ executable, interpreter: { path: '/lib64/ld.so', state: 'present' }, libc: 'glibc', roots: [leaf], source: 'probe' }),
  };
  const tree = libraryTree(trace, 0, { ...UNKNOWN, cwd: '/srv' }, answers);
  expect(tree).toMatchObject({ source: 'both', executable: '/srv/app' });
  expect(tree?.roots[0]).toMatchObject({ soname: 'libstore.so.1', neededBy: 'app', state: 'missing' });
});

test('a process without libraries has no tree', async () => {
  const trace = await openScenario('shebang-direct');
  expect(libraryTree(trace, 0, UNKNOWN, offlineAnswers)).toBeNull();
});
