// The processes of a table that is not behind a trace: no text of records can be asked for, only what the tables tell.
import { rawText } from '../model/raw-text.ts';
import type { Symbols } from '../parse/symbols.ts';
import type { ProcessTable } from './process-table.ts';
import { type ProcessSurroundings, ProcessView } from './process-view.ts';
import { SymbolTexts } from './symbol-texts.ts';

export function processViews(table: ProcessTable, symbols: Symbols): readonly ProcessView[] {
  const texts = new SymbolTexts(symbols.buffers, () => ({ names: symbols.names.size, errnos: symbols.errnos.size, paths: symbols.paths.size }));
  const around: ProcessSurroundings = {
    threads: table.threads,
    events: () => Number.POSITIVE_INFINITY,
    process: (index) => views[index]!,
    exec: (event) => ({ event, path: rawText(''), argv: [], truncated: true }),
    pathText: (id) => texts.path(id),
    commText: (id) => texts.name(id),
  };
  const views = table.processes.map((record) => new ProcessView(record, around));
  return views;
}
