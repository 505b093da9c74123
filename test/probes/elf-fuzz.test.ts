// Whatever is in a file: the ELF reader answers, and reads no more than its budget.
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { bytesInMemory } from '../../src/probes/bytes.ts';
import { readElfHeader } from '../../src/probes/elf-header.ts';
import { fileFormat } from '../../src/probes/file-format.ts';
import { goFunctions } from '../../src/probes/go-symbols.ts';
import { readLdSoCache } from '../../src/probes/ld-so-cache.ts';
import { MOST_READ_BYTES, SANE_ELFS } from './sane-elfs.ts';

/** A sane file of which some bytes were changed, and which may be cut off. */
const broken = fc
  .record({
    of: fc.constantFrom(...SANE_ELFS),
    changes: fc.array(fc.record({ at: fc.nat(900), to: fc.oneof(fc.nat(255), fc.constantFrom(0, 0x7f, 0x80, 0xff)) }), { maxLength: 40 }),
    length: fc.option(fc.nat(1000)),
  })
  .map(({ of, changes, length }) => {
    const bytes = Buffer.from(of);
    for (const { at, to } of changes) if (at < bytes.length) bytes[at] = to;
    return length === null ? bytes : bytes.subarray(0, length);
  });

test('answers for every change of a sane ELF file', () => {
  fc.assert(
    fc.property(broken, (bytes) => {
      const format = fileFormat(bytesInMemory(bytes));
      expect(format.kind).toBeTypeOf('string');
      if (format.kind === 'elf') expect(format.elf.needed.every((name) => name.length < 4096)).toBe(true);
    }),
    { numRuns: 1500 },
  );
});

test('answers for any bytes behind an ELF or cache magic', () => {
  const magic = fc.constantFrom(
    '\x7fELF\x01\x01\x01',
    '\x7fELF\x02\x01\x01',
    '\x7fELF\x02\x02\x01',
    'glibc-ld.so.cache1.1',
    'ld.so-1.7.0\0',
    '#!',
    '',
  );
  fc.assert(
    fc.property(magic, fc.uint8Array({ maxLength: 600 }), (start, rest) => {
      const source = bytesInMemory(Buffer.concat([Buffer.from(start, 'latin1'), rest]));
      expect(fileFormat(source).kind).toBeTypeOf('string');
      expect(readLdSoCache(source)).toBeInstanceOf(Array);
    }),
    { numRuns: 1500 },
  );
});

test('a file that says it is endless is read up to the budget', () => {
  let readBytes = 0;
  const zeros = Buffer.alloc(4 * 1024 * 1024);
  const header = Buffer.from(SANE_ELFS[0]);
  // Every table at its largest, and a file in which each of them would fit.
  header.writeUInt16LE(0xfffe, 56);
  header.writeBigUInt64LE(2n ** 40n, 40);
  header.writeUInt16LE(64, 58);
  header.writeUInt16LE(0xfffe, 60);
  fileFormat({
    sizeBytes: 2 ** 50,
    read(offset, length) {
      const part = offset < header.length ? header.subarray(offset, offset + length) : zeros.subarray(0, length);
      readBytes += part.length;
      return part;
    },
  });
  expect(readBytes).toBeLessThan(MOST_READ_BYTES);
});

test('a segment that says it is endless is looked through to the end of the file', () => {
  const bytes = Buffer.from(SANE_ELFS[2]);
  // p_filesz of the first program header.
  bytes.writeBigUInt64LE(2n ** 55n, bytes.readUInt32LE(32) + 32);
  let reads = 0;
  const memory = bytesInMemory(bytes);
  const source = {
    sizeBytes: memory.sizeBytes,
    read(offset: number, length: number) {
      if (++reads > 1000) throw new Error('it is read again and again');
      return memory.read(offset, length);
    },
  };
  const header = readElfHeader(source);
  expect('reason' in header ? header.reason : header.segments[0]?.fileBytes).toBe(2 ** 55);
  expect('reason' in header ? header : goFunctions(source, header)).toBeNull();
});
