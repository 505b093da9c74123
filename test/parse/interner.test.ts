// Byte strings by small integers.
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { hashBytes, InternedBytes, Interner } from '../../src/parse/interner.ts';

test('equal bytes get the same id, others another one, and a reader over the same buffers finds them', () => {
  fc.assert(
    fc.property(fc.array(fc.uint8Array({ maxLength: 12 }), { maxLength: 400 }), (texts) => {
      const interner = new Interner();
      const ids = new Map<string, number>();
      for (const bytes of texts) {
        const id = interner.idOf(bytes, 0, bytes.length, hashBytes(bytes, 0, bytes.length));
        const key = Buffer.from(bytes).toString('hex');
        expect(id).toBe(ids.get(key) ?? ids.size);
        ids.set(key, id);
      }
      const reader = new InternedBytes(interner.buffers);
      for (const [key, id] of ids) {
        expect(Buffer.from(reader.bytes(id)).toString('hex')).toBe(key);
      }
      expect(interner.size).toBe(ids.size);
    }),
  );
});

test('a string larger than a block has a block of its own', () => {
  const interner = new Interner();
  const large = new Uint8Array(1 << 20).fill(65);
  const id = interner.idOf(large, 0, large.length, hashBytes(large, 0, large.length));
  expect(interner.bytes(id).length).toBe(1 << 20);
});
