// Small tables by ink-table: fitting, wide characters, plain ASCII.
import { render } from 'ink-testing-library';
import { expect, test } from 'vitest';
import { SmallTable, tableRows } from '../../src/tui/small-table.tsx';
import { asText } from './views/fake-world.ts';

const table = {
  titles: ['directory', 'what is there'],
  rows: [
    ['/usr/local/sbin', 'no such file'],
    ['/opt/日本/bin', 'link to /opt/go/bin/go, which is missing'],
  ],
};

const shown = (width: number, utf8 = true) => {
  const { lastFrame, unmount } = render(<SmallTable table={table} width={width} utf8={utf8} />);
  const frame = lastFrame();
  unmount();
  return `\n${frame}\n`;
};

test('is as wide as its cells, also with wide characters', () => {
  expect(shown(80)).toMatchInlineSnapshot(`
    "
    ┌─────────────────┬──────────────────────────────────────────┐
    │ directory       │ what is there                            │
    ├─────────────────┼──────────────────────────────────────────┤
    │ /usr/local/sbin │ no such file                             │
    ├─────────────────┼──────────────────────────────────────────┤
    │ /opt/日本/bin   │ link to /opt/go/bin/go, which is missing │
    └─────────────────┴──────────────────────────────────────────┘
    "
  `);
});

test('cuts cells to fit, in plain ASCII where there is no UTF-8', () => {
  expect(shown(40, false)).toMatchInlineSnapshot(`
    "
    +-----------------+--------------------+
    | directory       | what is there      |
    +-----------------+--------------------+
    | /usr/local/sbin | no such file       |
    +-----------------+--------------------+
    | /opt/日本/bin   | link to /opt/go/b~ |
    +-----------------+--------------------+
    "
  `);
});

test('as rows of a pane it has no rules between its lines, and each line has its style', () => {
  const rows = tableRows({ table, width: 60, utf8: true }, ['normal', 'error']);
  expect(`\n${asText(rows)}\n`).toMatchInlineSnapshot(`
    "
    ┌─────────────────┬────────────────────────────────────────┐
    │ directory       │ what is there                          │
    ├─────────────────┼────────────────────────────────────────┤
    │ /usr/local/sbin │ no such file                           │
    │ /opt/日本/bin   │ link to /opt/go/bin/go, which is miss… │
    └─────────────────┴────────────────────────────────────────┘
    "
  `);
  expect(rows[4]?.spans.find(({ text }) => text.includes('link to'))?.style).toBe('error');
});

test('a cell that holds control characters shows them and stays in its line', () => {
  const odd = { titles: ['name'], rows: [['a\nb\u001b[2J']] };
  expect(asText(tableRows({ table: odd, width: 60, utf8: true }, []))).toContain('│ a\\nb\\e[2J │');
});
