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

test('x', () => {
  console.log(render(<SmallTable table={table} width={80} utf8 />).lastFrame());
  console.log(render(<SmallTable table={table} width={40} utf8={false} />).lastFrame());
  console.log(asText(tableRows({ table, width: 60, utf8: true }, [])));
  expect(1).toBe(1);
});
