// Turns a filter's tests into markers over a trace.
import type { EventIndex } from '../../model/event.ts';
import { SYSCALL_CLASSES } from '../../parse/syscall-classes.ts';
import { countedName } from '../counts-table.ts';
import type { StoredTrace } from '../stored-trace.ts';
import { addressMarker, fdMarker, resultMarker } from './call-markers.ts';
import * as columns from './column-markers.ts';
import type { FilterExpression, Term, Test, TextTest } from './expression.ts';
import { IdAnswers } from './id-answers.ts';
import type { LineFile } from './line-file.ts';
import { lineMarker } from './line-markers.ts';
import type { Marker } from './marker.ts';
import { byPid, inTree, processMarker } from './process-markers.ts';
import { passesText } from './text-test.ts';

/** What a filter needs to know beside the columns. */
export interface FilterSubject {
  readonly trace: StoredTrace;
  readonly lines: LineFile;
  isNoise(event: EventIndex): boolean;
  isEvidence(event: EventIndex): boolean;
  /** Counts up when {@link isEvidence} may answer otherwise than before. */
  evidenceRevision(): number;
}

export interface CompiledTerm {
  readonly negated: boolean;
  readonly markers: readonly Marker[];
  readonly cost: number;
}

/** Terms in the order in which they cost least. */
export function compileFilter(expression: FilterExpression, subject: FilterSubject): readonly CompiledTerm[] {
  return expression.terms.map((term) => compileTerm(term, subject)).sort((a, b) => a.cost - b.cost);
}

function compileTerm({ negated, alternatives }: Term, subject: FilterSubject): CompiledTerm {
  const markers = alternatives.map((test) => markerOf(test, subject)).sort((a, b) => a.cost - b.cost);
  return { negated, markers, cost: Math.max(...markers.map((marker) => marker.cost)) };
}

export const noiseMarker = ({ isNoise }: FilterSubject): Marker => columns.askMarker(isNoise, () => 0);

function markerOf(test: Test, subject: FilterSubject): Marker {
  const { trace } = subject;
  const { symbols, threads } = trace.data;
  const names = (asked: (name: string) => boolean) => new IdAnswers((id) => asked(symbols.name(id)));
  const calls = (asked: (name: string) => boolean) =>
    columns.callMarker(names(asked), (event) => {
      const name = countedName(trace, event);
      return name !== null && asked(name);
    });
  const processes = () => trace.processes;
  const textOrAny = (wanted: TextTest | null) => (text: string) => wanted === null || passesText(wanted, text);
  switch (test.kind) {
    case 'line':
      return lineMarker(test.test, subject.lines, trace);
    case 'call':
      return calls((name) => passesText(test.test, name));
    case 'class':
      return calls((name) => SYSCALL_CLASSES.get(name)?.includes(test.name) ?? false);
    case 'errno':
      return columns.errnoMarker(new IdAnswers((id) => textOrAny(test.test)(symbols.errno(id))));
    case 'ok':
      return columns.okMarker;
    case 'fail':
      return columns.failMarker;
    case 'result':
      return resultMarker(test.test, trace);
    case 'pid':
      return processMarker(threads, processes, byPid(test.pid));
    case 'tree':
      return processMarker(threads, processes, inTree(test.pid));
    case 'proc':
      return processMarker(threads, processes, () => (process) => passesText(test.test, process.comm));
    case 'exe':
      return processMarker(threads, processes, () => (process) => process.execs.some(({ path }) => passesText(test.test, path)));
    case 'path':
      return columns.pathMarker(new IdAnswers((id) => passesText(test.test, symbols.path(id))));
    case 'fd':
      return fdMarker(test.fd, trace);
    case 'host':
      return addressMarker(({ host }) => passesText(test.test, host), trace);
    case 'port':
      return addressMarker(({ port }) => port === test.port, trace);
    case 'took':
      return columns.tookMarker(test.test);
    case 'since':
      return columns.timeMarker({ op: '>=', value: test.ns });
    case 'until':
      return columns.timeMarker({ op: '<=', value: test.ns });
    case 'signal':
      return columns.signalMarker(names(textOrAny(test.test)));
    case 'noise':
      return noiseMarker(subject);
    case 'why':
      return columns.askMarker(subject.isEvidence, subject.evidenceRevision);
  }
}
