// How a command was looked up: each directory of PATH, what was there, and where it does exist. Reached by Enter on a failing execve.
import { errnoMeaning } from '../../knowledge/errno.ts';
import type { CommandLookup } from '../../model/answers.ts';
import { citedEvent, type EventIndex } from '../../model/event.ts';
import type { Finding } from '../../model/report.ts';
import { toVisible, visible } from '../../text/visible.ts';
import type { Command } from '../command.ts';
import type { Pane, PaneContext, PaneUpdate, Row } from '../pane.ts';
import { counted, cutMiddle, emptyRow, row, wrapText } from '../row-text.ts';
import { moveCursor } from '../scroll.ts';
import { processOfEvent } from './culprit.ts';
import { INK_TABLE_ROWS, isPlainMiss, lookupTable, paintedTable, tryStyle } from './lookup-table.ts';
import { asking, failedReply, type Reply } from './reply.ts';

export interface LookupModel {
  readonly event: EventIndex;
  readonly answer: Reply<CommandLookup | null>;
  /** The table as ink-table drew it for this width; null until then: plain rows are shown. */
  readonly drawn: { readonly columns: number; readonly rows: readonly Row[] } | null;
  /** The try under the cursor. */
  readonly cursor: number;
  readonly top: number;
}

export const lookupPane: Pane<LookupModel> = {
  id: 'lookup',
  title: ({ answer }) => (answer.kind === 'known' && answer.value !== null ? toVisible(`Look-up of ${answer.value.command}`) : visible('Look-up')),
  open: (_, at) => ({
    event: at?.kind === 'lookup' || at?.kind === 'event' ? at.event : 0,
    answer: asking,
    drawn: null,
    cursor: 0,
    top: 0,
  }),
  reveal: (model, at, context) => (at.kind === 'lookup' && at.event === model.event ? model : lookupPane.open(context, at)),
  refresh: (model) => model,
  load({ answer, event, drawn }, context) {
    if (answer.kind === 'asking') return ask(event, context);
    if (answer.kind === 'failed' || drawn?.columns === context.size.columns || !fitsInkTable(answer.value)) return null;
    return import('../chrome/ink-part.ts').then(({ tableRows }) => (model) => ({ ...model, drawn: draw(answer.value, tableRows, context) }));
  },
  update,
  rows: (model, context) => shownLines(model, context).slice(model.top, model.top + context.size.rows),
  place: ({ event }) => ({ kind: 'lookup', event }),
};

type TableRows = typeof import('../small-table.tsx').tableRows;

/** The answer and its table come together, so that nothing is shown twice. */
async function ask(event: EventIndex, context: PaneContext): Promise<(model: LookupModel) => LookupModel> {
  try {
    const [lookup, { tableRows }] = await Promise.all([context.session.commandLookup(event), import('../chrome/ink-part.ts')]);
    return (model) => ({
      ...model,
      answer: { kind: 'known', value: lookup },
      cursor: firstOfInterest(lookup),
      drawn: draw(lookup, tableRows, context),
    });
  } catch (error) {
    return (model) => ({ ...model, answer: failedReply(error) });
  }
}

function draw(lookup: CommandLookup | null, tableRows: TableRows, { size: { columns }, utf8 }: PaneContext): LookupModel['drawn'] {
  if (lookup === null || !fitsInkTable(lookup)) return null;
  return { columns, rows: tableRows({ table: lookupTable(lookup, columns - 2), width: columns - 2, utf8 }, lookup.tries.map(tryStyle)) };
}

function update(model: LookupModel, command: Command, context: PaneContext): PaneUpdate<LookupModel> {
  const { trace } = context.session;
  const lookup = model.answer.kind === 'known' ? model.answer.value : null;
  const tried = lookup?.tries[model.cursor];
  switch (command) {
    case 'enter': {
      const process = processOfEvent(trace, model.event);
      return process === null ? { model } : { model, effect: { kind: 'go', to: { kind: 'process', process } } };
    }
    case 'right':
    case 'expand':
      return tried?.event == null ? { model } : { model, effect: { kind: 'go', to: { kind: 'event', event: tried.event } } };
    case 'copy':
      return lookup === null ? { model } : { model, effect: { kind: 'copy', text: lookupText(lookup, execErrno(model.event, context)) } };
    case 'add-cell':
      return tried === undefined ? { model } : { model, effect: { kind: 'add-filter', term: `path:${tried.path}` } };
    default: {
      const moved = lookup === null ? null : moveCursor({ cursor: model.cursor, top: 0 }, command, lookup.tries.length, context.size.rows);
      return moved === null ? { model } : { model: inView({ ...model, cursor: moved.cursor }, context) };
    }
  }
}

/** All lines; a look-up has at most as many as PATH has directories. */
function shownLines({ answer, drawn, cursor, event }: LookupModel, context: PaneContext): Row[] {
  const {
    size: { columns },
    utf8,
  } = context;
  if (answer.kind === 'asking') return [row([' Looking the command up', 'dim'])];
  if (answer.kind === 'failed') return wrapText(answer.says, columns - 2).map((text) => row([` ${text}`, 'error']));
  const { value: lookup } = answer;
  if (lookup === null) {
    const known = findingAbout(event, context);
    const why = known === null ? [] : [emptyRow, ...wrapText(known.title, columns - 2).map((text) => row([` ${text}`, 'error']))];
    return [...wrapText(noSearchWords(event, context), columns - 2).map((text) => row(` ${text}`)), ...why];
  }
  const [mark, style, verdict] = lookupVerdict(lookup, execErrno(event, context), utf8);
  const reason = startWords(lookup, event, context).flatMap((text) => wrapText(text, columns - 4).map((part) => row(`   ${part}`)));
  const head = wrapText(verdict, columns - 4).map((text, i) => row([i === 0 ? ` ${mark} ` : '   ', style], [text, style]));
  return [
    ...head,
    ...reason,
    emptyRow,
    ...withCursor(tableLines(lookup, drawn, columns, utf8), cursor, drawn?.columns === columns),
    ...elsewhereLines(lookup, columns, utf8),
  ];
}

function tableLines(lookup: CommandLookup, drawn: LookupModel['drawn'], columns: number, utf8: boolean): readonly Row[] {
  if (drawn?.columns === columns) return drawn.rows.map(({ spans }) => row(' ', ...spans.map(({ text, style }) => [text, style] as const)));
  const { tries } = lookup;
  return paintedTable(lookupTable(lookup, columns - 1), tries.map(tryStyle), columns - 1, utf8, 0, tries.length);
}

/** Above the tries of a drawn table stand its frame, heading and rule; of a painted one its heading. */
const withCursor = (lines: readonly Row[], cursor: number, drawn: boolean): Row[] =>
  lines.map((line, i) => (i === cursor + (drawn ? 3 : 1) ? { ...line, cursor: true } : line));

function lookupVerdict(
  { command, state, found, tries }: CommandLookup,
  failed: string | null,
  utf8: boolean,
): readonly [string, 'error' | 'good', string] {
  const [cross, check] = utf8 ? ['✗', '✓'] : ['x', '.'];
  if (state === 'found') {
    const where = `${command} is ${found ?? 'found'}`;
    return failed === null ? [check, 'good', where] : [cross, 'error', `${where}, but to start it fails: ${failed}`];
  }
  const bad = tries.find((one) => !isPlainMiss(one));
  if (bad !== undefined) return [cross, 'error', `${command} cannot be run: ${bad.path}: ${bad.says}`];
  if (state === 'unusable') return [cross, 'error', `${command} is there but cannot be run`];
  return [cross, 'error', `${command} is in none of the ${counted(tries.length, 'directory', 'directories')} of PATH`];
}

function findingAbout(event: EventIndex, { session: { report } }: PaneContext): Finding | null {
  return report?.findings.find(({ chain }) => chain.some((step) => step.role !== 'probe' && step.event === citedEvent(event))) ?? null;
}

/** Why a file that was found is not started: as the finding says, else what the errno of an execve means. */
function startWords({ state }: CommandLookup, event: EventIndex, context: PaneContext): string[] {
  const errno = execErrno(event, context);
  if (state !== 'found' || errno === null) return [];
  const finding = findingAbout(event, context);
  if (finding !== null) return finding.title.includes(finding.subject) ? [finding.title] : [finding.title, `It is about ${finding.subject}`];
  if (errno === 'ENOENT') return ['The file is there: what is missing is the interpreter that it names, in its ELF header or in its #! line.'];
  const means = errnoMeaning(errno)?.means;
  return means === undefined ? [] : [means];
}

function noSearchWords(event: EventIndex, { session: { trace } }: PaneContext): string {
  const path = event < trace.eventCount ? trace.path(event) : null;
  return path?.includes('/')
    ? `${path} is named by its path: no directory of PATH was searched.`
    : 'This call is about no command: no directory of PATH was searched.';
}

/** The errno of the execve itself: a file that was found can still not be started. */
function execErrno(event: EventIndex, { session: { trace } }: PaneContext): string | null {
  return event < trace.eventCount && trace.name(event).startsWith('execve') ? trace.errno(event) : null;
}

function elsewhereLines({ elsewhere, nearMisses }: CommandLookup, columns: number, utf8: boolean): Row[] {
  const list = (title: string, items: readonly string[]): Row[] =>
    items.length === 0
      ? []
      : [emptyRow, row([` ${title}`, 'heading']), ...items.map((path) => row('   ', [cutMiddle(path, columns - 4, utf8), 'path']))];
  return [...list('It does exist here, outside PATH', elsewhere), ...list('Nearly the same names', nearMisses)];
}

function lookupText(lookup: CommandLookup, failed: string | null): readonly string[] {
  const tries = lookup.tries.map(({ directory, says }) => `  ${directory}: ${says}`);
  return [lookupVerdict(lookup, failed, true)[2], ...tries, ...lookup.elsewhere.map((path) => `exists: ${path}`)];
}

/** The try that did not just miss says most. */
const firstOfInterest = (lookup: CommandLookup | null): number => Math.max(0, lookup?.tries.findIndex((one) => !isPlainMiss(one)) ?? 0);

const fitsInkTable = (lookup: CommandLookup | null): boolean => lookup !== null && lookup.tries.length > 0 && lookup.tries.length <= INK_TABLE_ROWS;

function inView(model: LookupModel, context: PaneContext): LookupModel {
  const lines = shownLines(model, context);
  const { rows } = context.size;
  const at = lines.findIndex(({ cursor }) => cursor);
  const isLast = model.answer.kind === 'known' && model.cursor === (model.answer.value?.tries.length ?? 0) - 1;
  // The first try shows what stands above the table, the last one what stands below.
  const top = model.cursor === 0 ? 0 : isLast ? lines.length - rows : Math.max(at - rows + 2, Math.min(model.top, at - 1));
  return { ...model, top: Math.max(0, Math.min(lines.length - rows, top)) };
}
