// `npm run pictures`: runs whytrace on a broken world in a pty and keeps its screens as the pictures of the documents.
import { mkdirSync, writeFileSync } from 'node:fs';
import { whytrace } from '../test/screens/harness.ts';
import { root } from './freshness.mjs';
import { screenToSvg } from './pictures/svg.mjs';
import { ensureBuilt } from './prepare.mjs';

/** Each picture: what is typed once `shows` is on screen (and what must be there before the next key), and what it shows. */
const PICTURES = [
  {
    file: 'cause.svg',
    args: ['demo', 'missing-library'],
    size: '110x30',
    keys: [],
    shows: /✗ .*missing|✗ .*none of/,
    title: 'whytrace names the library that a program cannot start without',
  },
  {
    file: 'wizard.svg',
    args: ['demo', 'not-executable'],
    size: '90x26',
    keys: ['w', /▸ Mend it/, '1', /y: yes/],
    shows: /✗ .*execute/,
    title: 'The wizard: what was found, and what the fix would do before anything is done',
  },
];

ensureBuilt();
mkdirSync(`${root}docs/pictures`, { recursive: true });
for (const { file, args, size, keys, shows, title } of PICTURES) {
  using session = whytrace(args, { size });
  await session.waitFor(shows, 20_000);
  for (const key of keys) await (typeof key === 'string' ? session.press(key) : session.waitFor(key, 20_000));
  await session.waitForStill(500);
  const [columns, rows] = size.split('x').map(Number);
  writeFileSync(`${root}docs/pictures/${file}`, screenToSvg({ columns, rows, cellAt: (row, column) => session.cellAt(row, column) }, title));
  console.log(`docs/pictures/${file}`);
}
