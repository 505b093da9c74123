// The dynamic linker's messages, read by their structure.
import { expect, test } from 'vitest';
import { readGlibc, readMusl } from '../../../src/analyse/aims/link-message.ts';

const pieces = (...parts: readonly string[]) => parts.flatMap((part, at) => (at === 0 ? [part] : [': ', part])).concat('\n');

test('a missing library, in English and in German', () => {
  const wanted = { says: 'missing-library', object: 'libq.so.1' };
  expect(
    readGlibc(pieces('./app', 'error while loading shared libraries', 'libq.so.1', 'cannot open shared object file', 'No such file or directory')),
  ).toMatchObject(wanted);
  expect(
    readGlibc(
      pieces(
        './app',
        'Fehler beim Laden gemeinsamer Bibliotheken',
        'libq.so.1',
        'Kann Objektdatei nicht öffnen',
        'Datei oder Verzeichnis nicht gefunden',
      ),
    ),
  ).toMatchObject(wanted);
});

test('a version, quoted in either way', () => {
  expect(readGlibc(pieces('./app', '/lib/libc.so.6', "version `GLIBC_2.99' not found (required by ./app)"))).toEqual({
    says: 'version',
    object: '/lib/libc.so.6',
    detail: 'GLIBC_2.99',
  });
  expect(readGlibc(pieces('./app', '/lib/libc.so.6', 'Version »GLIBC_2.99« nicht gefunden (benötigt von ./app)'))).toMatchObject({
    says: 'version',
    detail: 'GLIBC_2.99',
  });
});

test('a symbol, with and without its version', () => {
  const symbol = (message: string) => readGlibc([...pieces('./app', 'symbol lookup error', './app', message).slice(0, -1), '', '', '\n']);
  expect(symbol('undefined symbol: foo')).toMatchObject({ says: 'symbol', object: './app', detail: 'foo' });
  expect(symbol('undefined symbol: foo, version V_2')).toMatchObject({ says: 'symbol', detail: 'foo' });
});

test('a wrong class is no symbol', () => {
  expect(
    readGlibc([...pieces('./app', 'error while loading shared libraries', '/opt/libq.so', 'wrong ELF class: ELFCLASS32').slice(0, -1), '', '', '\n']),
  ).toMatchObject({ says: 'wrong-class', object: '/opt/libq.so' });
});

test("a preload's complaint names its object", () => {
  expect(
    readGlibc([
      "ERROR: ld.so: object '",
      '/opt/libfast.so',
      "' from ",
      'LD_PRELOAD',
      ' cannot be preloaded (',
      'cannot open shared object file',
      '): ignored.\n',
    ]),
  ).toEqual({
    says: 'preload',
    object: '/opt/libfast.so',
    detail: 'cannot open shared object file',
  });
});

test('what other programs write in pieces is none of it', () => {
  expect(readGlibc(['GET / HTTP/1.1\r\n', 'Host: a\r\n'])).toBeNull();
});

test("musl's messages", () => {
  expect(readMusl('Error loading shared library libq.so: No such file or directory (needed by ./app)')).toMatchObject({
    says: 'missing-library',
    object: 'libq.so',
  });
  expect(readMusl('Error relocating ./app: foo: symbol not found')).toMatchObject({ says: 'symbol', object: './app', detail: 'foo' });
  expect(readMusl('Error: no such thing')).toBeNull();
});
