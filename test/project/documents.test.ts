// The documents: their links lead somewhere, and they name nothing of the machine they were written on.
import { spawnSync } from 'node:child_process';
import { existsSync, globSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { expect, test } from 'vitest';

const documents = globSync(['*.md', 'docs/**/*.md', 'src/**/*.md', 'demo/**/*.md', 'test/**/*.md']).map((path) => ({
  path,
  text: readFileSync(path, 'utf8'),
}));

test('every link to a file of the project leads to one', () => {
  const broken = documents.flatMap(({ path, text }) =>
    [...text.matchAll(/\]\(([^)\s#]+)(?:#[^)]*)?\)/g)]
      .map(([, to = '']) => to)
      .filter((to) => !/^[a-z]+:/.test(to) && !existsSync(join(dirname(path), to)))
      .map((to) => `${path}: ${to}`),
  );
  expect(broken).toEqual([]);
});

// The how-tos name files that their reader is to write.
test('every file that is named in a document exists', () => {
  const gone = documents
    .filter(({ path }) => !path.startsWith('docs/howto/'))
    .flatMap(({ path, text }) =>
      [...text.matchAll(/`((?:src|test|scripts|bin|demo|docs|schema|completions)\/[\w./-]+\.\w+)`/g)]
        .map(([, to = '']) => to)
        .filter((to) => !existsSync(to))
        .map((to) => `${path}: ${to}`),
    );
  expect(gone).toEqual([]);
});

test('no document names a path of the machine it was written on', () => {
  expect(documents.filter(({ text }) => /[\s"'`(]\/work\//.test(text)).map(({ path }) => path)).toEqual([]);
});

test("README's key table is the one that the keymap makes", () => {
  expect(spawnSync(process.execPath, ['scripts/key-table.mjs', '--check'], { encoding: 'utf8' })).toMatchObject({ status: 0, stderr: '' });
});
