// Scans one line and names what was found, for tests.
import { latin1 } from '../../src/parse/latin1.ts';
import * as shape from '../../src/parse/line.ts';
import { Line } from '../../src/parse/line.ts';
import { scanLine } from '../../src/parse/scan-line.ts';
import { Symbols } from '../../src/parse/symbols.ts';

const SHAPES: Readonly<Record<number, string>> = Object.fromEntries(
  Object.entries(shape).flatMap(([name, value]) => (name.startsWith('SHAPE_') ? [[value, name.slice(6).toLowerCase()]] : [])),
);

/** What of a line is used when it is whole. */
export function facts(line: Line, symbols: Symbols) {
  const cut = (start: number, end: number) => latin1(line.bytes, start, end);
  const isTimed = line.clock !== shape.CLOCK_NONE;
  return {
    shape: SHAPES[line.shape],
    text: cut(line.start, line.end),
    body: cut(line.body, line.end),
    tid: line.tid,
    comm: cut(line.commStart, line.commEnd),
    clock: line.clock,
    stamp: cut(line.stampStart, line.stampEnd),
    seconds: isTimed ? line.seconds : 0,
    nanoseconds: isTimed ? line.nanoseconds : 0,
    name: symbols.names.size > line.name ? latin1(symbols.names.bytes(line.name)) : '',
    args: cut(line.argsStart, line.argsEnd),
    result: cut(line.resultStart, line.resultEnd),
    value: line.value,
    errno: latin1(symbols.errnos.bytes(line.errno)),
    flags: line.flags,
    tookNs: line.tookNs,
    path: line.path < 0 ? null : latin1(symbols.paths.bytes(line.path)),
  };
}

export function scan(text: string) {
  const symbols = new Symbols();
  const line = new Line();
  line.bytes = Buffer.from(text);
  line.reset(0, line.bytes.length);
  scanLine(line, symbols);
  return facts(line, symbols);
}
