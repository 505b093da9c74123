// What the go command said before it gave up: it names the layer of its own that failed, whatever calls showed of it.
import { readGoMessage } from '../../knowledge/go-messages.ts';
import type { ProcessIndex } from '../../model/process.ts';
import { type Inquiry, remember } from '../inquiry.ts';
import { sayingsOf } from '../spoken.ts';
import type { GoMessage } from './aim.ts';
import { goPartAims, goProgram } from './go-part.ts';

/** The messages that go ends with, one for each cause and subject. */
export function goMessageAims(inquiry: Inquiry, process: ProcessIndex): readonly GoMessage[] {
  return remember(inquiry, `go-message:${process}`, () => {
    if (goProgram(inquiry, process) !== 'go') return [];
    const aims = new Map<string, GoMessage>();
    for (const { text, last, truncated } of sayingsOf(inquiry, process)) {
      const says = readGoMessage(text, truncated);
      if (says === null || !says.decides || isVendoredByTree(inquiry, process, text)) continue;
      const { code, subject, title } = says;
      const key = `${code} ${subject}`;
      if (aims.has(key)) continue;
      const tries = [{ event: last, path: '', errno: null, bits: 0 }];
      aims.set(key, { kind: 'go-message', process, state: 'unmet', code, subject, title, text, tries });
    }
    return [...aims.values()];
  });
}

/**
 * A package that go misses because its own tree lacks it: the standard library's imports are resolved in GOROOT/src/vendor first (modload's
 * stdVendor), and only then said to be provided by no module.
 */
function isVendoredByTree(inquiry: Inquiry, process: ProcessIndex, text: string): boolean {
  const missing = /no required module provides package ([^\s;:]+)/.exec(text)?.[1];
  return (
    missing !== undefined && goPartAims(inquiry, process).some(({ state, wanted }) => state === 'unmet' && wanted.endsWith(`/src/vendor/${missing}`))
  );
}
