// The rows of ARCHITECTURE.md: a folder of src imports only from rows above its own, and pure rows run nothing.
import { readdirSync } from 'node:fs';
import { expect, test } from 'vitest';
import { sourceFiles } from './sources.ts';

/** From top to bottom; each row with what it may import beside itself. */
const ROWS: Readonly<Record<string, readonly string[]>> = {
  model: [],
  text: ['model'],
  transport: ['model'],
  capture: ['model', 'text', 'transport'],
  parse: ['model', 'text'],
  store: ['model', 'text', 'parse'],
  probes: ['model', 'text', 'transport'],
  go: ['model', 'text', 'probes'],
  knowledge: ['model'],
  analyse: ['model', 'text', 'parse', 'store', 'probes', 'go', 'knowledge'],
  export: ['model', 'text', 'transport', 'capture', 'parse', 'store', 'probes', 'go', 'knowledge', 'analyse'],
  session: ['model', 'text', 'transport', 'capture', 'parse', 'store', 'probes', 'go', 'knowledge', 'analyse', 'export'],
  cases: ['model', 'text', 'transport', 'capture', 'parse', 'store', 'probes', 'go', 'knowledge', 'analyse', 'export', 'session'],
  wizard: ['model', 'text', 'transport', 'capture', 'parse', 'store', 'probes', 'go', 'knowledge', 'analyse', 'export', 'session', 'cases'],
  tui: ['model', 'text', 'transport', 'capture', 'parse', 'store', 'probes', 'go', 'knowledge', 'analyse', 'export', 'session', 'cases', 'wizard'],
  cli: [
    'model',
    'text',
    'transport',
    'capture',
    'parse',
    'store',
    'probes',
    'go',
    'knowledge',
    'analyse',
    'export',
    'session',
    'cases',
    'wizard',
    'tui',
    'demo',
  ],
};

/** Rows that take data and give data: they start nothing and talk to nobody. */
const PURE = ['model', 'text', 'parse', 'knowledge', 'analyse'];
const EFFECTS = /^(node:)?(child_process|net|http|https|dgram|tls|worker_threads)$|^(execa|ink|react)$/;

/** The folder below src; `demo` and other folders beside src by their own name. */
const rowOf = (path: string): string => (path.startsWith('src/') ? (path.split('/')[1] ?? '') : (path.split('/')[0] ?? ''));
const files = sourceFiles('src').filter(({ path }) => path.split('/').length > 2);

test('every folder of src is a row', () => {
  const folders = readdirSync('src', { withFileTypes: true }).filter((entry) => entry.isDirectory() && readdirSync(`src/${entry.name}`).length > 0);
  expect(Object.keys(ROWS)).toEqual(expect.arrayContaining(folders.map(({ name }) => name)));
});

test('no file imports from a row that its own may not see', () => {
  const wrong = files.flatMap(({ path, imports }) =>
    imports.filter((to) => rowOf(to) !== rowOf(path) && !ROWS[rowOf(path)]?.includes(rowOf(to))).map((to) => `${path} imports ${to}`),
  );
  expect(wrong).toEqual([]);
});

test('pure rows run no program, open no connection and draw nothing', () => {
  const wrong = files
    .filter(({ path }) => PURE.includes(rowOf(path)))
    .flatMap(({ path, packages }) => packages.filter((name) => EFFECTS.test(name)).map((name) => `${path} imports ${name}`));
  expect(wrong).toEqual([]);
});

test('only the screen draws with Ink', () => {
  const wrong = files.filter(({ path, packages }) => rowOf(path) !== 'tui' && packages.some((name) => /^(ink|react)\b/.test(name)));
  expect(wrong.map(({ path }) => path)).toEqual([]);
});
