// Rows by their texts, without a string for each: held against a Map of strings.
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { RowTexts } from '../../../src/analyse/files/row-texts.ts';

const PATHS = Array.from({ length: 60 }, (_, i) => `/p${i % 50}`);

test('each text has one row, whether a path of the capture says it or not', () => {
  const asked = fc.array(fc.tuple(fc.nat(59), fc.boolean(), fc.boolean()), { maxLength: 200 });
  fc.assert(
    fc.property(asked, (asks) => {
      const rows = new RowTexts((id) => PATHS[id]!, 1);
      const slow = new Map<string, number>();
      for (const [id, isOwn, onlyLooks] of asks) {
        const text = PATHS[id]!;
        if (onlyLooks) expect(rows.find(text)).toBe(slow.get(text) ?? -1);
        else {
          if (!slow.has(text)) slow.set(text, slow.size);
          expect(rows.rowOf(text, isOwn ? -1 : id)).toBe(slow.get(text));
        }
      }
      expect(Array.from({ length: rows.length }, (_, row) => rows.of(row))).toEqual([...slow.keys()]);
    }),
  );
});

test('what is done under another name counts for its row', () => {
  const rows = new RowTexts(() => '', 4);
  const row = rows.rowOf('/lib64/libc.so.6', -1);
  rows.alias('/usr/lib/libc.so.6', row);
  expect([rows.find('/usr/lib/libc.so.6'), rows.rowOf('/usr/lib/libc.so.6', -1), rows.find('/usr/lib')]).toEqual([row, row, -1]);
});
