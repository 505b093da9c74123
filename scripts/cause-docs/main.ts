// Writes the documents, or tells which of them are out of date; scripts/cause-docs.mjs bundles and starts it.
import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { examplesIn } from './examples.ts';
import { causePages } from './pages.ts';

/** @returns names of pages that differ from what is on disk */
export async function outOfDate(root: string): Promise<readonly string[]> {
  const pages = await made(root);
  const there = readdirSync(`${root}docs/causes`);
  const differing = pages.filter(([name, text]) => !there.includes(name) || readFileSync(`${root}docs/causes/${name}`, 'utf8') !== text);
  return [...differing.map(([name]) => name), ...there.filter((name) => !pages.some(([known]) => known === name))];
}

export async function write(root: string): Promise<void> {
  rmSync(`${root}docs/causes`, { recursive: true, force: true });
  mkdirSync(`${root}docs/causes`);
  for (const [name, text] of await made(root)) writeFileSync(`${root}docs/causes/${name}`, text);
}

const made = async (root: string) => causePages(await examplesIn(`${root}test/fixtures/scenarios`));
