// The verdict in two rows, shown under every view.
import type { Session } from '../../model/session.ts';
import { shellLine } from '../../text/shell-quote.ts';
import type { Row } from '../pane.ts';
import { counted, cutText, row } from '../row-text.ts';
import { headline } from './why-words.ts';

/** @returns two rows: the verdict, and the nearest thing to do about it */
export function whyStrip(session: Session, columns: number, utf8: boolean): Row[] {
  const { mark, style, text, kind } = headline(session, utf8);
  const first = row([` ${mark} `, style], [cutText(text, columns - 4, utf8), style]);
  const aside = (words: string): Row => row([cutText(`   ${words}`, columns - 1, utf8), 'dim']);
  const { report } = session;
  const warned = report !== null && report.warnings.length > 0 ? `${counted(report.warnings.length, 'warning')}   ` : '';
  const remedy = report?.findings[0]?.remedies[0];
  switch (kind) {
    case 'cause': {
      // What became of the tracing must not be hidden by what was found in it.
      if (session.state.kind === 'failed') return [first, row([cutText(`   ${session.state.sentence}`, columns - 1, utf8), 'warning'])];
      if (remedy === undefined) return [first, aside(`${warned}3 shows the chain from the symptom to the cause`)];
      const command = remedy.commands[0];
      const hint = '   3 the chain';
      const todo = cutText(command === undefined ? remedy.title : shellLine(command), columns - 5 - hint.length - 4, utf8);
      return [first, row(['   fix ', 'dim'], [todo, 'strong'], [hint, 'dim'])];
    }
    case 'no-fault':
      return [first, aside(`${warned}${counted(session.trace.eventCount, 'event')} looked at`)];
    case 'no-cause':
      return [first, aside('3 what was excluded, and what to record next')];
    case 'failed':
      return [first, aside(session.trace.eventCount > 0 ? 'what was read so far can be looked at' : '')];
    case 'looking':
      return [first, aside(warned)];
  }
}
