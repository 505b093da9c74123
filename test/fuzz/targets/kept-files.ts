// Files that whytrace keeps, damaged: cases, handed-on cases, notes of captures, recent files, walks, journals, cards. One sentence or none, nothing lost, nothing written outside.
import { mkdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { listRecent, newestSession, pruneCaptures, rememberFiles } from '../../../src/capture/recent.ts';
import { allCases } from '../../../src/cases/case-files.ts';
import { caseTimes } from '../../../src/cases/case-times.ts';
import { caseNamed } from '../../../src/cases/find-case.ts';
import { earlierCases } from '../../../src/cases/matching.ts';
import { searchCases } from '../../../src/cases/search-cases.ts';
import { exportCase, importCases } from '../../../src/cases/transfer.ts';
import { caseLines, timesLines } from '../../../src/cli/cases-text.ts';
import { builtInCards } from '../../../src/knowledge/card-book.ts';
import { Problem } from '../../../src/model/problem.ts';
import { unfinishedFixes } from '../../../src/wizard/fix/unfinished.ts';
import { readOwnFiles } from '../../../src/wizard/own-files.ts';
import { earlierWalk, keepProgress } from '../../../src/wizard/progress.ts';
import { beginWalk, skip, stepAt } from '../../../src/wizard/walk.ts';
import { record } from '../../cases/kept.ts';
import { HOSTILE } from '../hostile.ts';
import type { Random } from '../random.ts';
import { emptyScratch, homeIn, treeOf, within } from '../scratch.ts';
import { spoil } from '../spoil.ts';
import { must, mustEqual, type Target } from '../target.ts';
import { mustBeVisible } from '../visible.ts';

const GOOD = '20261120-exec-not-executable-aaaaa';
const BAD = '20261121-exec-not-executable-bbbbb';
const NEW = '20261122-loader-missing-library-ccccc';
const ELSEWHERE = '20261123-exec-not-on-path-ddddd';

const OWN_CARD = `card: licence
symptom: The simulator says that it has no licence
begin: run
looksAt: the licence server
concerns: [acme/licence-server]
steps:
  - kind: probe
    id: lookup
    says: Look it up
    why: It may not be installed.
    probe: command-lookup
    with: ['{command}']
  - kind: judge
    id: judge
    says: Name it
    why: The calls show it.
    if: [{step: lookup, status: fail}]
`;
const OWN_CAUSES = `- cause: acme/licence-server
  says: The licence server is down
  when: {code: 'net/*', errno: ECONNREFUSED}
  title: 'No licence: {subject}'
`;
/** Of a fix that was broken off by another whytrace. */
const JOURNAL = {
  schema: 'whytrace.undo/1',
  caseId: BAD,
  title: 'Make it executable',
  done: ['chmod +x x'],
  state: 'applying',
  owner: { pid: 1, start: '1', boot: 'another' },
  atMs: 1,
  cwd: '/',
  kept: [],
  parents: [],
  temporaries: [],
};

export const keptFiles: Target = {
  name: 'kept files',
  every: 6,
  async try(input, random) {
    const home = emptyScratch();
    const outside = join(home, 'outside');
    mkdirSync(outside, { mode: 0o700 });
    await within({ cwd: home, env: homeIn(home) }, async () => {
      await cases(home, random);
      await state(home, input, random);
      ownFiles(home, random);
    });
    mustEqual(treeOf(outside), {}, 'nothing is written outside');
  },
};

async function cases(home: string, random: Random): Promise<void> {
  const kept = join(home, 'data/whytrace/cases');
  const put = (path: string, bytes: string | Uint8Array) => putFile(join(kept, path), bytes);
  put(`${GOOD}/case.json`, json(record(GOOD)));
  put(`${BAD}/case.json`, spoilJson(record(BAD), random));
  put(`${BAD}/report.md`, spoil(Buffer.from('# x\n'), random));
  // Whoever shares cases may share a link that leads elsewhere.
  if (random.once(2)) symlinkSync(join(home, 'outside'), join(kept, ELSEWHERE));
  putFile(join(home, 'data/whytrace/undo', BAD, '1/journal.json'), spoilJson(JOURNAL, random));
  const good = treeOf(join(kept, GOOD));
  const all = allCases();
  must(
    all.some(({ id }) => id === GOOD),
    () => 'a good case is not read beside a damaged one',
  );
  for (const line of [...caseLines(all), ...timesLines(caseTimes(all))]) mustBeVisible(line, 'list of cases');
  searchCases(all, random.pick(['go', ...HOSTILE]));
  earlierCases({ code: 'exec/not-executable', subject: '/home/bob/bin/tool', chain: [] });
  unfinishedFixes();
  const handedOn = { schema: 'whytrace.case-export/1', files: { 'case.json': json(record(random.pick([NEW, ELSEWHERE, GOOD]))), 'report.md': 'x' } };
  const path = join(home, 'handed-on');
  writeFileSync(path, random.once(3) ? json(handedOn) : spoilJson(handedOn, random));
  await orSentence(() => importCases(path));
  await orSentence(() => exportCase(caseNamed(random.pick([GOOD, BAD, NEW]))));
  mustEqual(treeOf(join(kept, GOOD)), good, 'a case that is there stays as it is');
}

async function state(home: string, input: Uint8Array, random: Random): Promise<void> {
  const captures = join(home, 'state/whytrace/captures');
  for (const name of ['2026-a', '2026-b']) {
    const note = { kind: 'run', title: random.pick(['go version', ...HOSTILE]), startedAtMs: random.int(2e12), pid: 1 };
    putFile(join(captures, name, 'session.json'), name === '2026-a' ? json(note) : spoilJson(note, random));
    putFile(join(captures, name, 'trace.strace'), input);
  }
  putFile(join(home, 'state/whytrace/opened.json'), spoilJson([{ path: '/etc/passwd', atMs: 5 }], random));
  const spools = () => Object.entries(treeOf(captures)).filter(([path]) => path.endsWith('.strace'));
  const before = spools();
  for (const recent of listRecent())
    must(typeof recent.title === 'string' && Number.isFinite(recent.atMs) && recent.sizeBytes > 0, () => json(recent));
  if (input.length > 0) must(newestSession() !== null, () => 'a capture beside one with a damaged note is not found');
  await rememberFiles(['/etc/hostname']);
  pruneCaptures();
  if (input.length > 0) mustEqual(spools(), before, 'captures that hold something stay');
  const card = random.pick(builtInCards());
  const given = { argv: ['go'], cwd: '/', env: {}, pid: null };
  const begun = skip(card, beginWalk(card, given));
  keepProgress(begun);
  const earlier = () => earlierWalk(card, begun)?.walk;
  // A card of one step has been walked to its end.
  mustEqual(earlier(), stepAt(card, begun) === null ? undefined : begun, 'a walk that was kept');
  const path = join(home, 'state/whytrace/wizard', `${card.card}.json`);
  const { version, check, walk } = JSON.parse(readFileSync(path, 'utf8'));
  putFile(path, random.once(2) ? spoil(readFileSync(path), random) : json({ version, check, walk: otherShape(walk, random) }));
  const found = earlier();
  // What is not exactly that is damaged.
  if (found !== undefined) mustEqual(found, begun, 'a walk whose file was damaged');
}

function ownFiles(home: string, random: Random): void {
  const config = join(home, 'config/whytrace');
  putFile(join(config, 'cards/a.yaml'), spoil(Buffer.from(OWN_CARD), random));
  putFile(join(config, 'causes/a.yaml'), spoil(Buffer.from(OWN_CAUSES), random));
  putFile(join(config, 'cards/b.yaml'), OWN_CARD);
  putFile(join(config, 'causes/b.yaml'), OWN_CAUSES);
  const { cards, causes, problems } = readOwnFiles(config);
  must(cards.length >= 1, () => 'a good card is not read beside a damaged one');
  must(causes.length >= 1, () => 'a good cause is not read beside a damaged one');
  for (const problem of problems) {
    mustBeVisible(problem, 'a mistake in a card');
    must(/:\d+: \S/.test(problem) && !/undefined|\[object/.test(problem), () => problem);
  }
}

async function orSentence(work: () => unknown): Promise<void> {
  try {
    await work();
  } catch (error) {
    if (!(error instanceof Problem)) throw error;
    mustBeVisible(error.message, 'sentence');
  }
}

const json = (value: unknown): string => `${JSON.stringify(value)}\n`;

function putFile(path: string, bytes: string | Uint8Array): void {
  mkdirSync(dirname(path), { recursive: true, mode: 0o700 });
  writeFileSync(path, bytes);
}

/** Its bytes, or what it says: still JSON then, of another shape. */
function spoilJson(value: unknown, random: Random): string | Uint8Array {
  return random.once(2) ? spoil(Buffer.from(json(value)), random) : json(otherShape(value, random));
}

const OTHERS: readonly unknown[] = [null, 0, -1, 1e308, '', 'x', '../../outside', true, [], {}, [null], { a: 1 }, ...HOSTILE.slice(0, 5)];

function otherShape(value: unknown, random: Random): unknown {
  if (random.once(6)) return random.pick(OTHERS);
  if (Array.isArray(value)) return value.map((item) => otherShape(item, random));
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value).filter(() => !random.once(20));
  const chosen = random.int(Math.max(1, entries.length));
  return Object.fromEntries(entries.map(([key, item], at) => [key, at === chosen ? otherShape(item, random) : item]));
}
