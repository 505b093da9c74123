// A filter keeps what its slow definition keeps; a mistake is marked, never thrown; a search finds the nearest hit.
import { completeFilter } from '../../../src/store/filter/complete-filter.ts';
import { FilterRun } from '../../../src/store/filter/filter-run.ts';
import { readFilter } from '../../../src/store/filter/read-filter.ts';
import { searchFor } from '../../../src/store/filter/text-search.ts';
import { slowFilter } from '../../store/filter/slow-filter.ts';
import { subjectOf } from '../../store/filter/subject.ts';
import { filterText, searchText } from '../filter-grammar.ts';
import { must, mustEqual, type Target } from '../target.ts';

export const filters: Target = {
  name: 'filters',
  every: 2,
  try(input, random) {
    const subject = subjectOf(input);
    const { trace } = subject;
    const words = wordsOf(input);
    for (let times = 0; times < 4; times++) {
      const text = filterText(random, words);
      const reading = readFilter(text);
      if (reading.kind === 'error') {
        const { at, length, says } = reading.mistake;
        must(at >= 0 && length >= 1 && at <= text.length && says !== '', () => `${JSON.stringify(text)} is wrong at ${at}, ${length} long: ${says}`);
        continue;
      }
      const run = new FilterRun(reading.expression, false, subject);
      while (run.step());
      const kept = [...run.kept.events.subarray(0, run.kept.length)];
      mustEqual(kept, slowFilter(reading.expression, subject), `filter ${JSON.stringify(text)}`);
      const cursor = random.int(text.length + 1);
      const tallies = { names: new Uint32Array(64), errnos: new Uint32Array(64) };
      for (const { insert } of completeFilter(text, cursor, trace, tallies)) must(insert !== '', () => `nothing completes ${JSON.stringify(text)}`);
      checkSearch();

      function checkSearch(): void {
        const wanted = searchText(random, words);
        const from = random.int(trace.eventCount + 1);
        const direction = random.once(2) ? 1 : -1;
        const search = searchFor(wanted, from, direction, subject, run);
        while (search.step());
        const asFilter = readFilter(`"${wanted.replace(/["\\]/g, '\\$&')}"`);
        if (wanted === '' || /^\/.+\/$/.test(wanted) || asFilter.kind === 'error') return;
        const hits = new Set(slowFilter(asFilter.expression, subject));
        const order =
          direction === 1
            ? [...kept.filter((event) => event > from), ...kept.filter((event) => event <= from)]
            : [...kept.filter((event) => event < from).reverse(), ...kept.filter((event) => event >= from).reverse()];
        mustEqual(search.found, order.find((event) => hits.has(event)) ?? null, `search for ${JSON.stringify(wanted)} from ${from} by ${direction}`);
      }
    }
  },
};

/** Words that occur, so that filters keep something. */
function wordsOf(input: Uint8Array): readonly string[] {
  const words =
    Buffer.from(input)
      .toString('latin1')
      .match(/[\w./%-]{1,20}/g) ?? [];
  return words.length === 0 ? ['a'] : words.slice(0, 300);
}
