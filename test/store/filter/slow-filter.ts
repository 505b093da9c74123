// What a filter means, said as simply as can be: every event is asked for everything, nothing is remembered.
import type { ProcessEntry } from '../../../src/model/process.ts';
import { CALL_PENDING } from '../../../src/model/trace.ts';
import { PATH_OF_FD } from '../../../src/parse/line.ts';
import { SYSCALL_CLASSES } from '../../../src/parse/syscall-classes.ts';
import { countedName } from '../../../src/store/counts-table.ts';
import { addressesIn } from '../../../src/store/filter/addresses.ts';
import type { FilterSubject } from '../../../src/store/filter/compile-filter.ts';
import type { FilterExpression, NumberTest, Test, TextTest } from '../../../src/store/filter/expression.ts';
import { segmentOf, slotOf } from '../../../src/store/segment.ts';

export function slowFilter(expression: FilterExpression, subject: FilterSubject): number[] {
  return Array.from({ length: subject.trace.eventCount }, (_, event) => event).filter((event) =>
    expression.terms.every(({ negated, alternatives }) => alternatives.some((test) => passes(test, event, subject)) !== negated),
  );
}

function passes(test: Test, event: number, { trace, isNoise, isEvidence }: FilterSubject): boolean {
  const isCall = trace.kind(event) === 'call';
  const process: ProcessEntry | undefined = trace.processes[trace.process(event)];
  switch (test.kind) {
    case 'line':
      return trace.rawLines(event).some((line) => text(test.test, line));
    case 'call':
      return isName((name) => text(test.test, name));
    case 'class':
      return isName((name) => SYSCALL_CLASSES.get(name)?.includes(test.name) ?? false);
    case 'errno':
      return trace.errno(event) !== null && (test.test === null || text(test.test, trace.errno(event)!));
    case 'ok':
      return isCall && trace.errno(event) === null && (trace.flags(event) & CALL_PENDING) === 0;
    case 'fail':
      return trace.errno(event) !== null;
    case 'result': {
      const result = trace.result(event)?.replace(/<.*$/s, '');
      if (result === undefined) return false;
      return 'op' in test.test
        ? number(test.test, result.trim() === '' || result === '?' ? Number.NaN : Number(result))
        : text(test.test, result) || text(test.test, trace.result(event)!);
    }
    case 'pid':
      return process !== undefined && (process.pid === test.pid || trace.tid(event) === test.pid);
    case 'tree': {
      for (let at = process; at !== undefined; at = at.parent === null ? undefined : trace.processes[at.parent]) {
        if (at.pid === test.pid || at.tids.includes(test.pid)) return true;
      }
      return false;
    }
    case 'proc':
      return process !== undefined && text(test.test, process.comm);
    case 'exe':
      return process?.execs.some(({ path }) => text(test.test, path)) ?? false;
    case 'path':
      return isCall && pathOf(event) !== null && text(test.test, pathOf(event)!);
    case 'fd': {
      const makes = /^(?:open|creat|socket$|accept|dup|pidfd|fcntl)/.test(trace.name(event));
      const is = (shown: string | null | undefined) => shown === String(test.fd) || shown?.startsWith(`${test.fd}<`) === true;
      return isCall && (is(trace.args(event)[0]) || (makes && is(trace.result(event))));
    }
    case 'host':
      return isCall && addresses(event).some(({ host }) => text(test.test, host));
    case 'port':
      return isCall && addresses(event).some(({ port }) => port === test.port);
    case 'took':
      return number(test.test, trace.tookNs(event));
    case 'since':
      return trace.sinceStartNs(event) >= test.ns;
    case 'until':
      return trace.sinceStartNs(event) <= test.ns;
    case 'signal':
      return trace.kind(event) === 'signal' && (test.test === null || text(test.test, trace.name(event)));
    case 'noise':
      return isNoise(event);
    case 'why':
      return isEvidence(event);
  }

  /** Of a call, or of the calls that a line of a -c table counts. */
  function isName(asked: (name: string) => boolean): boolean {
    const name = isCall ? trace.name(event) : countedName(trace, event);
    return name !== null && asked(name);
  }

  /** The path argument, or what the first descriptor leads to. */
  function pathOf(at: number): string | null {
    const segment = trace.data.segments[segmentOf(at)]!;
    const id = segment.path[slotOf(at)]!;
    return id < 0 ? null : trace.data.symbols.path(id);
  }

  function addresses(at: number) {
    const ofFd = (trace.data.segments[segmentOf(at)]!.flags[slotOf(at)]! & PATH_OF_FD) !== 0;
    const network = SYSCALL_CLASSES.get(trace.name(at))?.includes('network') ?? false;
    return [...(ofFd ? addressesIn(pathOf(at)!) : []), ...(network ? trace.args(at).flatMap((arg) => addressesIn(arg)) : [])];
  }
}

function text(test: TextTest, value: string): boolean {
  if (test.kind === 'equals') return value === test.text;
  return test.kind === 'contains' ? value.includes(test.text) : test.pattern.test(value);
}

function number({ op, value }: NumberTest, shown: number): boolean {
  if (op === '<') return shown < value;
  if (op === '<=') return shown <= value;
  if (op === '>') return shown > value;
  return op === '>=' ? shown >= value : shown === value;
}
