// Full text search over cases.
import MiniSearch from 'minisearch';
import type { CaseRecord } from './case-record.ts';

/** Best first. Beginnings of words count, and words with a slip. */
export function searchCases(cases: readonly CaseRecord[], query: string): readonly CaseRecord[] {
  const index = new MiniSearch<CaseRecord>({
    fields: ['title', 'subject', 'code', 'command', 'remedy', 'card', 'outcome', 'evidence'],
    extractField: (record, field) => fieldText(record, field),
    // Paths, codes and names of calls are found by each of their parts, and by words with digits and dots whole.
    tokenize: (text) => text.toLowerCase().match(/[\p{L}\p{N}]+(?:[._+-][\p{L}\p{N}]+)*|[\p{L}\p{N}]+/gu) ?? [],
    // A number with a slip is another number.
    searchOptions: { prefix: true, fuzzy: (term) => (/\d/.test(term) ? false : 0.2), combineWith: 'AND', boost: { title: 3, subject: 3, code: 2 } },
  });
  index.addAll([...cases]);
  const byId = new Map(cases.map((record) => [record.id, record]));
  return index.search(query).flatMap(({ id }) => byId.get(String(id)) ?? []);
}

function fieldText(record: CaseRecord, field: string): string {
  switch (field) {
    case 'id':
      return record.id;
    case 'command':
      return record.command?.join(' ') ?? '';
    case 'remedy':
      return record.remedy === null ? '' : [record.remedy.title, ...record.remedy.commands.flat()].join(' ');
    case 'evidence':
      return record.evidence.join('\n');
    case 'code':
      // `loader/missing-library` is found by `library`, too.
      return `${record.code} ${record.code?.replaceAll(/[/-]/g, ' ')}`;
    case 'title':
      return record.title;
    case 'subject':
      return record.subject ?? '';
    case 'card':
      return record.card?.replaceAll('-', ' ') ?? '';
    default:
      return record.outcome;
  }
}
