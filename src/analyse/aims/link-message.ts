// Messages of the dynamic linker, read by their structure so that a translated one is understood too.
import type { ProcessIndex } from '../../model/process.ts';
import { readCStrings } from '../../text/c-string.ts';
import { WRITE } from '../call-names.ts';
import { baseName, type Inquiry, remember } from '../inquiry.ts';
import { type Saying, sayingsOf } from '../spoken.ts';
import type { LinkMessage } from './aim.ts';
import { loadLibraryAims } from './load-library.ts';

type Says = Pick<LinkMessage, 'says' | 'object' | 'detail'>;

/** What a process said about linking, in order: ld.so's own words, and dlerror's text in a program's message. */
export function linkMessageAims(inquiry: Inquiry, process: ProcessIndex): readonly LinkMessage[] {
  return remember(inquiry, `link-message:${process}`, () =>
    sayingsOf(inquiry, process).flatMap((saying): LinkMessage[] => {
      const linker = readGlibc(wholePieces(inquiry, saying)) ?? readMusl(saying.text);
      const read = linker ?? readDlerror(inquiry, process, saying);
      if (read === null) return [];
      const isCut = saying.truncated && read.says !== 'missing-library' && read.detail !== null && saying.text.endsWith(read.detail);
      const says = isCut ? { ...read, detail: `${read.detail}…` } : read;
      const tries = [{ event: saying.last, path: says.object, errno: 'ENOEXEC', bits: WRITE }];
      const fatal = linker !== null && says.says !== 'preload';
      return [{ kind: 'link-message', process, state: 'unmet', tries, text: saying.text, truncated: saying.truncated, fatal, ...says }];
    }),
  );
}

/**
 * The pieces of a message that strace cut (`-s`): a path in full when a library with a path of that length was opened; a text that is not whole
 * ends in `…`.
 */
function wholePieces(inquiry: Inquiry, { process, last, pieces, truncated }: Saying): readonly string[] {
  if (!truncated || pieces.length === 0) return pieces;
  const vector = inquiry.trace.args(last)[1] ?? '';
  const lengths = [...vector.matchAll(/iov_len=(\d+)/g)].map((match) => Number(match[1]));
  const opened = loadLibraryAims(inquiry, process).flatMap((aim) => aim.tries.map((t) => inquiry.paths.of(t.event) ?? ''));
  return readCStrings(vector).map(({ text, truncated: isCut }, at) => {
    if (!isCut) return text;
    const path = opened.find((one) => one.length === lengths[at] && one.startsWith(text));
    return path ?? (text.includes(' ') ? `${text}…` : text);
  });
}

/**
 * glibc writes `PROGRAM: OCCASION: OBJECT: MESSAGE: ERRNO` with one writev, a piece for each part (_dl_fatal_printf, elf/dl-catch.c fatal_error).
 * Version errors have no occasion (_dl_check_all_versions); a preload's complaint has eight pieces around the name (do_preload in elf/rtld.c).
 */
export function readGlibc(pieces: readonly string[]): Says | null {
  const at = (index: number): string => pieces[index] ?? '';
  if (/^LD_PRELOAD$|ld\.so\.preload$/.test(at(3)) && at(0).startsWith('ERROR: ld.so'))
    return { says: 'preload', object: at(1), detail: at(5) || null };
  if (at(1) !== ': ' || at(3) !== ': ') return null;
  // PROGRAM: OBJECT: version `V' not found (required by …)
  const version = readVersion(at(4)) ?? readVersion(at(6));
  if (version !== null) return { says: 'version', object: readVersion(at(4)) === null ? at(4) : at(2), detail: version };
  if (at(5) !== ': ' && pieces.length < 8) return null;
  const object = at(4);
  const message = at(6);
  if (/ELFCLASS(?:32|64)/.test(message)) return { says: 'wrong-class', object, detail: message };
  const symbol = readSymbol(message);
  if (symbol !== null) return { says: 'symbol', object, detail: symbol };
  // An errno's text stands behind the message only when a call failed: the open of a library.
  if (at(7) === ': ' && at(8) !== '') return { says: object.includes('/') ? 'unreadable' : 'missing-library', object, detail: at(8) };
  return { says: object.includes('/') ? 'bad-library' : 'other', object, detail: message };
}

/** musl's messages are not translated, but for the errno's text. @see ldso/dynlink.c */
export function readMusl(text: string): Says | null {
  const loading = /^Error loading shared library (.*?)(?:: (.*?))?(?: \(needed by (.*)\))?$/.exec(text);
  if (loading !== null) {
    const why = loading[2] ?? '';
    return { says: /Exec format/.test(why) ? 'bad-library' : 'missing-library', object: loading[1] ?? '', detail: why || null };
  }
  const relocating = /^Error relocating (.*?): ([^:\s]+)(?:: .*)?$/.exec(text);
  return relocating === null ? null : { says: 'symbol', object: relocating[1] ?? '', detail: relocating[2] ?? null };
}

/** Version names are quoted in C's way in every language: `GLIBC_2.38' or ‘GLIBC_2.38’ (\u2018 to \u201e, « and »); one that strace cut ends in … (\u2026). */
const readVersion = (text: string): string | null =>
  /[`'\u2018\u201a\u201e\u201c\u00ab\u00bb"]\s?([\w.]+_[\w.]+|[A-Z]\w*[\d.]+\w*)\s?['\u2019\u2018\u201c\u201d\u00bb\u00ab"](?=[\s.,)]|$)/.exec(
    text,
  )?.[1] ??
  /[`'\u2018\u201a\u201e\u201c\u00ab\u00bb"]\s?([A-Z]\w*_[\w.]*\u2026)$/.exec(text)?.[1] ??
  null;

/**
 * `undefined symbol: foo, version V (fatal)`: one identifier behind the last colon; `symbol foo, version V not defined in file …` of a relocation
 * error. @see elf/dl-lookup.c
 */
const readSymbol = (text: string): string | null =>
  /^[^:]*\S+[^:]*: ([A-Za-z_][\w@.$]*\u2026?)(?:,.*|\s*\(.*\))?$/.exec(text)?.[1] ?? /^symbol ([\w@.$]+),? version \S+ /.exec(text)?.[1] ?? null;

/**
 * dlerror()'s text inside what a program prints: `OBJECT: MESSAGE`, where OBJECT is a library that this process did look for. The loader's own calls
 * say what is wrong with missing ones; symbols and versions show only here.
 */
function readDlerror(inquiry: Inquiry, process: ProcessIndex, { text }: Saying): Says | null {
  if (!text.includes(': ')) return null;
  for (const aim of loadLibraryAims(inquiry, process)) {
    for (const object of new Set([...aim.tries.flatMap((t) => [t.path, inquiry.paths.of(t.event) ?? t.path]), aim.library])) {
      const at = text.indexOf(`${object}: `);
      if (at < 0 || baseName(object) === '') continue;
      const message = text.slice(at + object.length + 2);
      const version = /not found|required by|\(.*\)/.test(message) ? readVersion(message) : null;
      if (version !== null) return { says: 'version', object, detail: version };
      const wasMapped = aim.state === 'met' || aim.skipped.some(({ skip }) => skip === 'unloaded');
      const symbol = wasMapped ? readSymbol(message) : null;
      if (symbol !== null) return { says: 'symbol', object, detail: symbol };
    }
  }
  return null;
}
