// Scans one line and names what was found, for tests.
import { latin1 } from '../../src/parse/latin1.ts';
import * as shape from '../../src/parse/line.ts';
import { Line } from '../../src/parse/line.ts';
import { scanLine } from '../../src/parse/scan-line.ts';
import { Symbols } from '../../src/parse/symbols.ts';

const SHAPES: Readonly<Record<number, string>> = Object.fromEntries(
  Object.entries(shape).flatMap(([name, value]) => (name.startsWith('SHAPE_') ? [[value, name.slice(6).toLowerCase()]] : [])),
);

export function scan(text: string) {
  const symbols = new Symbols();
  const line = new Line();
  line.bytes = Buffer.from(text);
  line.reset(0, line.bytes.length);
  scanLine(line, symbols);
  const cut = (start: number, end: number) => latin1(line.bytes, start, end);
  return {
    shape: SHAPES[line.shape],
    tid: line.tid,
    comm: cut(line.commStart, line.commEnd),
    stamp: cut(line.stampStart, line.stampEnd),
    clock: line.clock,
    seconds: line.seconds,
    nanoseconds: line.nanoseconds,
    body: cut(line.body, line.end),
    name: symbols.names.size > line.name ? latin1(symbols.names.bytes(line.name)) : '',
    args: cut(line.argsStart, line.argsEnd),
    result: cut(line.resultStart, line.resultEnd),
    value: line.value,
    errno: latin1(symbols.errnos.bytes(line.errno)),
    flags: line.flags,
    tookNs: line.tookNs,
    path: line.path < 0 ? null : latin1(symbols.paths.bytes(line.path)),
    status: line.status,
  };
}
